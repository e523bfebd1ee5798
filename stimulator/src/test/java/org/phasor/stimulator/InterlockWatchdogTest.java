package org.phasor.stimulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.phasor.stimulator.Bench.MILLI;
import static org.phasor.stimulator.Bench.SECOND;

import java.io.IOException;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.phasor.trigger.Decision;
import org.phasor.trigger.Reason;

/** What the interlock makes of its watchdog, on a virtual clock. */
@Timeout(20)
class InterlockWatchdogTest {

    private final class Device implements Stimulator {
        int fired;
        int madeSafe;
        boolean alive = true;
        Optional<String> task = Optional.of("kettle off");

        @Override
        public String name() {
            return "kettle";
        }

        @Override
        public boolean live() {
            return task.isPresent();
        }

        @Override
        public void open(Alarm alarm) {}

        @Override
        public boolean ready() {
            return true;
        }

        @Override
        public void fire(long decisionId, int condition) {
            fired++;
        }

        @Override
        public void makeSafe() {
            madeSafe++;
        }

        @Override
        public boolean alive(long now) {
            return alive;
        }

        @Override
        public Optional<String> watchdogTask() {
            return task;
        }

        @Override
        public void close() {}
    }

    private final class Guard implements Watchdog {
        final Alarm alarm;
        final BooleanSupplier mayBeat;
        boolean alive = true;
        boolean enforced;
        boolean closed;
        boolean deaf;
        long heardNanos = nowNanos;

        Guard(Alarm alarm, BooleanSupplier mayBeat) {
            this.alarm = alarm;
            this.mayBeat = mayBeat;
        }

        void acts() {
            alive = false;
            alarm.raise(StopReason.WATCHDOG, "watchdog: it has made the device safe");
        }

        @Override
        public boolean alive() {
            return alive;
        }

        @Override
        public boolean heardWithin(long now, long nanos) {
            return now - heardNanos <= nanos;
        }

        @Override
        public void enforce() {
            enforced = !deaf;
            if (deaf) {
                acts();
            }
        }

        @Override
        public void close() {
            closed = true;
            alive = false;
        }
    }

    private long nowNanos = -5 * SECOND;
    private final Device device = new Device();
    private final Bench.Sink sink = new Bench.Sink();
    private Guard guard;
    private int started;
    private long lastId;

    private final Watchdog.Starter starter = (task, alarm, mayBeat) -> {
        assertThat(task).isEqualTo("kettle off");
        started++;
        guard = new Guard(alarm, mayBeat);
        return guard;
    };

    private Interlock interlock() {
        return new Interlock(
                device,
                List.of(),
                StimulatorSettings.simulated(List.of()),
                Limits.of(100 * MILLI, 600, 1000, 100 * MILLI, 2 * MILLI),
                () -> nowNanos,
                sink,
                false);
    }

    private Interlock running() throws IOException {
        Interlock interlock = interlock();
        interlock.dose().grant(100);
        run(interlock);
        return interlock;
    }

    private void run(Interlock interlock) throws IOException {
        interlock.check();
        interlock.startWatchdog(starter);
        interlock.poll();
        interlock.typeCode(interlock.beginArming(
                new ArmingChecklist("AB", "CD", EnumSet.allOf(ArmingChecklist.Item.class), Set.of(), "")));
        assertThat(guard.enforced).isTrue();
        interlock.arm();
        interlock.start();
    }

    private void fire(Interlock interlock) {
        Decision decision = new Decision();
        decision.hold(Reason.TARGET_REACHED, 1, -1);
        decision.action = Decision.Action.FIRE;
        decision.id = ++lastId;
        decision.commandNanos = nowNanos;
        decision.atOnce = true;
        interlock.schedule(decision, nowNanos);
        interlock.poll();
    }

    @Test
    void firesWhileTheWatchdogHears() throws IOException {
        Interlock interlock = running();
        for (int i = 0; i < 10; i++) {
            nowNanos += 100 * MILLI;
            guard.heardNanos = nowNanos - 99 * MILLI;
            fire(interlock);
        }
        assertThat(device.fired).isEqualTo(10);
    }

    @Test
    void firesNothingOnceTheWatchdogMayHaveActed() throws IOException {
        for (long unheardMillis : new long[] {299, 300, 301, 5000}) {
            InterlockWatchdogTest one = new InterlockWatchdogTest();
            Interlock interlock = one.running();
            one.guard.heardNanos = one.nowNanos;
            one.nowNanos += unheardMillis * MILLI;
            one.fire(interlock);
            assertThat(one.device.fired).as(unheardMillis + " ms").isZero();
            assertThat(one.device.madeSafe).isPositive();
            assertThat(interlock.stop())
                    .contains(new Stop(StopReason.WATCHDOG, "watchdog: it has heard no beat for 298 ms"));
            one.guard.heardNanos = one.nowNanos;
            one.nowNanos += SECOND;
            one.fire(interlock);
            assertThat(one.device.fired).isZero();
        }
    }

    @Test
    void stopsWhenTheWatchdogHasActed() throws IOException {
        Interlock interlock = running();
        guard.acts();
        assertThat(interlock.state()).isEqualTo(InterlockState.STOPPED);
        assertThat(interlock.stop().orElseThrow().reason()).isEqualTo(StopReason.WATCHDOG);
        fire(interlock);
        assertThat(device.fired).isZero();
    }

    @Test
    void whatItDoesAfterAnOrderlyEndIsNoFault() throws IOException {
        Interlock interlock = running();
        interlock.finish();
        assertThat(guard.mayBeat.getAsBoolean()).isFalse();
        guard.acts();
        assertThat(interlock.state()).isEqualTo(InterlockState.DONE);
        interlock.close();
        assertThat(interlock.state()).isEqualTo(InterlockState.DONE);
        assertThat(guard.closed).isTrue();
    }

    @Test
    void beatsOnlyWhileTheLoopTurns() throws IOException {
        Interlock interlock = running();
        nowNanos += 300 * MILLI;
        assertThat(guard.mayBeat.getAsBoolean()).isTrue();
        nowNanos += 1;
        assertThat(guard.mayBeat.getAsBoolean()).isFalse();
        assertThat(interlock.stop()).contains(new Stop(StopReason.LOOP_STALLED, "the loop has not turned for 300 ms"));
        nowNanos -= 1;
        assertThat(guard.mayBeat.getAsBoolean()).as("latched").isFalse();
    }

    @Test
    void beatsOnlyWhileTheDeviceLives() throws IOException {
        Interlock interlock = running();
        device.alive = false;
        assertThat(guard.mayBeat.getAsBoolean()).isFalse();
        assertThat(interlock.stop().orElseThrow().reason()).isEqualTo(StopReason.DEVICE_FAULT);
        assertThat(interlock.stop().orElseThrow().detail()).endsWith(": its own thread does not turn");
    }

    @Test
    void beatsNotAfterAStop() throws IOException {
        Interlock interlock = running();
        interlock.trip(StopReason.OPERATOR, "stop pressed");
        assertThat(guard.mayBeat.getAsBoolean()).isFalse();
    }

    @Test
    void needsANewWatchdogAfterOneHasActed() throws IOException {
        Interlock interlock = running();
        Guard first = guard;
        interlock.startWatchdog(starter);
        assertThat(started).as("one that is on guard stays").isEqualTo(1);
        first.acts();
        interlock.reset("tried it");
        interlock.check();
        assertThatThrownBy(() -> interlock.beginArming(
                        new ArmingChecklist("AB", "CD", EnumSet.allOf(ArmingChecklist.Item.class), Set.of(), "")))
                .hasMessage("arm: there is no watchdog process: a live device needs one");
        interlock.trip(StopReason.OPERATOR, "again");
        interlock.reset("tried it");
        run(interlock);
        assertThat(first.closed).isTrue();
        assertThat(guard).isNotSameAs(first);
        nowNanos += SECOND;
        guard.heardNanos = nowNanos;
        fire(interlock);
        assertThat(device.fired).isEqualTo(1);
    }

    @Test
    void aCodeIsRefusedWhenTheWatchdogDoesNotHearTheOrderToGuard() throws IOException {
        Interlock interlock = interlock();
        interlock.dose().grant(100);
        interlock.check();
        interlock.startWatchdog(starter);
        guard.deaf = true;
        String code = interlock.beginArming(
                new ArmingChecklist("AB", "CD", EnumSet.allOf(ArmingChecklist.Item.class), Set.of(), ""));
        assertThatThrownBy(() -> interlock.typeCode(code))
                .hasMessageStartingWith("arm: the interlock is STOPPED (WATCHDOG: ");
        assertThatThrownBy(interlock::arm).isInstanceOf(IllegalStateException.class);
        assertThat(interlock.stop().orElseThrow().reason()).isEqualTo(StopReason.WATCHDOG);
    }

    @Test
    void aWatchdogThatDoesNotComeUpForbidsArming() throws IOException {
        Interlock interlock = interlock();
        interlock.check();
        assertThatThrownBy(() -> interlock.startWatchdog((task, alarm, mayBeat) -> {
                    throw new IOException("watchdog: no such port");
                }))
                .hasMessage("watchdog: no such port");
        assertThatThrownBy(() -> interlock.beginArming(
                        new ArmingChecklist("AB", "CD", EnumSet.allOf(ArmingChecklist.Item.class), Set.of(), "")))
                .hasMessage("arm: there is no watchdog process: a live device needs one");
    }

    @Test
    void aBenchDeviceNeedsNone() throws IOException {
        device.task = Optional.empty();
        Interlock interlock = interlock();
        interlock.startWatchdog(starter);
        assertThat(started).isZero();
        interlock.check();
        interlock.arm();
        interlock.start();
        fire(interlock);
        assertThat(device.fired).isEqualTo(1);
        nowNanos += SECOND;
        fire(interlock);
        assertThat(device.fired).isEqualTo(2);
    }
}
