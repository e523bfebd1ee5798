package org.phasor.rig;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.phasor.rig.machine.MachineWishes;

/** What the section {@code [rig]} may ask of the machine. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class RigMachineKeysTest {

    private static RigSettings.Loop loop(String keys) throws RigFileException {
        return RigFile.parse("test.toml", """
                        format = 1
                        [trigger]
                        policy = "threshold"
                        level = 5.0
                        min-interval-ms = 3000
                        [rig]
                        """ + keys, List.of()).settings().loop();
    }

    @Test
    void everythingIsAutomaticWhenNothingIsSaid() throws RigFileException {
        RigSettings.Loop loop = loop("");
        assertThat(loop.loopCore()).isEqualTo("auto");
        assertThat(loop.lockMemory()).isEqualTo("auto");
        assertThat(loop.priority()).isEqualTo("auto");
        assertThat(loop.pauses()).isTrue();
    }

    @Test
    void takesWhatIsAskedFor() throws RigFileException {
        RigSettings.Loop loop =
                loop("loop-core = 3\nlock-memory = \"yes\"\npriority = \"realtime\"\npauses = \"no\"\n");
        assertThat(loop.pauses()).isFalse();
        assertThat(loop.machineWishes()).isEqualTo(new MachineWishes(true, "3", "yes", "realtime"));
        assertThat(loop("loop-core = \"none\"\nwaiting = \"yield\"\n").machineWishes())
                .isEqualTo(new MachineWishes(false, "none", "auto", "auto"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "loop-core = -1 | rig.loop-core = -1: must be \"auto\", \"none\" or a core's number, 0 to 1023",
                "loop-core = 1024 | rig.loop-core = 1024: must be",
                "loop-core = 1.5 | rig.loop-core = 1.5: must be",
                "loop-core = \"3\" | rig.loop-core = \"3\": must be",
                "lock-memory = true | rig.lock-memory = true: must be \"auto\", \"yes\", \"no\"",
                "priority = \"high\" | rig.priority = \"high\": must be \"auto\", \"normal\", \"realtime\"",
                "pauses = \"off\" | rig.pauses = \"off\": must be",
            })
    void refusesWhatMeansNothing(String key, String fault) {
        assertThatThrownBy(() -> loop(key + "\n"))
                .isInstanceOf(RigFileException.class)
                .hasMessageContaining(fault);
    }

    @ParameterizedTest
    @CsvSource({"spin", "yield"})
    void refusesARealTimeLoopThatNeverSleeps(String waiting) {
        assertThatThrownBy(() -> loop("waiting = \"" + waiting + "\"\npriority = \"realtime\"\n"))
                .isInstanceOf(RigFileException.class)
                .hasMessageContaining("rig.priority = \"realtime\": needs rig.waiting");
    }
}
