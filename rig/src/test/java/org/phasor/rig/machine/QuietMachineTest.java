package org.phasor.rig.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 60, unit = TimeUnit.SECONDS)
class QuietMachineTest {

    @TempDir
    Path root;

    private void file(String name, String text) throws IOException {
        Path file = root.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private MachineFacts facts() {
        return new MachineFacts(root);
    }

    private static BitSet cores(int... numbers) {
        BitSet cores = new BitSet();
        for (int number : numbers) {
            cores.set(number);
        }
        return cores;
    }

    @Test
    void bindsToNoCoreWhereThereAreFew() {
        assertThat(LoopCore.choose(cores(0, 1, 2), facts())).isEmpty();
    }

    @Test
    void choosesTheLastOfTheFastestCores() throws IOException {
        assertThat(LoopCore.choose(cores(0, 1, 2, 3), facts())).hasValue(3);
        for (int core = 0; core < 6; core++) {
            file(
                    "sys/devices/system/cpu/cpu" + core + "/cpufreq/cpuinfo_max_freq",
                    (core < 4 ? "5000000" : "3600000") + "\n");
        }
        assertThat(LoopCore.choose(cores(0, 1, 2, 3, 4, 5), facts())).hasValue(3);
    }

    @Test
    void choosesACoreThatIsIsolated() throws IOException {
        file("sys/devices/system/cpu/isolated", "2-3\n");
        assertThat(LoopCore.choose(cores(0, 1), facts())).hasValue(3);
    }

    @Test
    void readsListsOfCores() {
        assertThat(MachineFacts.cores("2-3,6")).isEqualTo(cores(2, 3, 6));
        assertThat(MachineFacts.cores("").isEmpty()).isTrue();
    }

    @Test
    void locksMemoryOnlyWhereNothingLimitsIt() throws IOException {
        assertThat(facts().mayLockAllMemory()).isFalse();
        file("proc/self/limits", "Max locked memory         8388608              8388608              bytes\n");
        file("proc/self/status", "CapEff:\t0000000000000000\n");
        assertThat(facts().mayLockAllMemory()).isFalse();
        assertThatThrownBy(() -> MemoryLock.take("yes", facts(), new ArrayList<>(), new ArrayList<>()))
                .isInstanceOf(MachineRefusal.class)
                .hasMessageStartingWith("rig.lock-memory = \"yes\": ");
        List<String> not = new ArrayList<>();
        MemoryLock.take("auto", facts(), new ArrayList<>(), not);
        assertThat(not).hasSize(1);
        file("proc/self/status", "CapEff:\t0000000000004000\n");
        assertThat(facts().mayLockAllMemory()).isTrue();
        file("proc/self/status", "CapEff:\t0000000000000000\n");
        file("proc/self/limits", "Max locked memory         unlimited            unlimited            bytes\n");
        assertThat(facts().mayLockAllMemory()).isTrue();
    }

    @Test
    void refusesARealTimeLoopThatNeverSleeps() {
        assertThat(ThreadTreatment.whyNotRealtime(false, 64, facts())).contains("starve");
        assertThat(ThreadTreatment.whyNotRealtime(true, 1, facts())).contains("2 cores");
        assertThatThrownBy(() -> QuietMachine.prepare(new MachineWishes(false, "none", "no", "realtime")))
                .isInstanceOf(MachineRefusal.class)
                .hasMessageStartingWith("rig.priority = \"realtime\": ");
    }

    @Test
    void refusesARealTimeLoopThatTheSystemWouldEnd() throws IOException {
        file("proc/self/limits", "Max realtime timeout      200000               200000               us        \n");
        assertThat(ThreadTreatment.whyNotRealtime(true, 2, facts())).contains("rttime unlimited");
        file("proc/self/limits", "Max realtime timeout      unlimited            unlimited            us        \n");
        assertThat(ThreadTreatment.whyNotRealtime(true, 2, facts())).doesNotContain("rttime");
    }

    @Test
    void refusesACoreThatIsNotThere() {
        assertThatThrownBy(() -> QuietMachine.prepare(new MachineWishes(true, "1023", "no", "normal")))
                .isInstanceOf(MachineRefusal.class)
                .hasMessageStartingWith("rig.loop-core = 1023: ");
    }

    @Test
    void asksForNothingThatWasDeclined() throws IOException {
        QuietMachine machine = QuietMachine.prepare(new MachineWishes(true, "none", "no", "normal"));
        assertThat(machine.notes()).allSatisfy(note -> assertThat(note).contains("on Linux only"));
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void whatIsNotUrgentStepsBehind() throws Exception {
        QuietMachine machine = QuietMachine.prepare(new MachineWishes(true, "none", "no", "auto"));
        AtomicInteger nice = new AtomicInteger();
        Thread thread = new Thread(() -> {
            machine.as(QuietMachine.Role.BEHIND).run();
            nice.set(LinuxCalls.getpriority(LinuxCalls.PRIO_PROCESS, 0));
        });
        thread.start();
        thread.join();
        assertThat(nice.get()).isGreaterThanOrEqualTo(5);
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aRealTimeLoopStartsNoRealTimeThreads() throws Exception {
        QuietMachine machine = QuietMachine.prepare(new MachineWishes(true, "none", "no", "auto"));
        AtomicInteger child = new AtomicInteger(-1);
        Thread thread = new Thread(() -> {
            machine.as(QuietMachine.Role.LOOP).run();
            Thread inner = new Thread(() -> child.set(LinuxCalls.sched_getscheduler(0)));
            inner.start();
            try {
                inner.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        thread.start();
        thread.join();
        assertThat(child.get()).isZero();
    }
}
