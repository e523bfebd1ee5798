package org.phasor.rig.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ControlCommandsTest {

    private final RecordedTarget target = new RecordedTarget();
    private final ControlCommands commands = new ControlCommands(target);

    @Test
    void aTargetOffersNothingElse() {
        assertThat(Arrays.stream(ControlTarget.class.getMethods()).map(Method::getName))
                .containsExactlyInAnyOrder("stop", "hold", "marker", "statusJson", "startBench");
    }

    @Test
    void passesOnWhatItKnows() {
        assertThat(commands.answer("stop")).isEqualTo("ok");
        assertThat(commands.answer("stop subject asked")).isEqualTo("ok");
        assertThat(commands.answer("hold")).isEqualTo("ok");
        assertThat(commands.answer("marker  Block 2: größer ✓ ")).isEqualTo("ok");
        assertThat(commands.answer("start")).isEqualTo("ok");
        assertThat(commands.answer("status")).isEqualTo("ok {\"state\":\"RUNNING\"}");
        assertThat(target.told)
                .containsExactly(
                        "stop over the control socket",
                        "stop over the control socket: subject asked",
                        "hold over the control socket",
                        "marker Block 2: größer ✓",
                        "start");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "arm",
                "ARM",
                "resume",
                "unhold",
                "reset",
                "limits",
                "set stimulator.limits.max-pulses-per-session=1",
                "confirm",
                "code 1234",
                "Stop",
                "STOP",
                "stop!",
                "stopp",
                "",
                " stop",
                "start-bench",
                "startBench",
                "quit"
            })
    void knowsNoOtherCommand(String line) {
        String command = line.isEmpty() ? "" : line.split(" ", 2)[0];
        assertThat(commands.answer(line))
                .isEqualTo("error: \"" + command
                        + "\": there is no such command; known: stop, hold, marker TEXT, status, start");
        assertThat(target.told).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "marker a\tb",
                "marker \u001b[2J",
                "stop\u0000",
                "marker a\u2028b",
                "marker \u202egnp.exe",
                "hold a\rb",
                "marker \u0085"
            })
    void refusesControlCharacters(String line) {
        assertThat(commands.answer(line)).isEqualTo("error: a line must not hold control characters");
        assertThat(target.told).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"marker", "marker ", "status now", "start --live", "start serial-ttl"})
    void aCommandWithTheWrongTextIsRefused(String line) {
        assertThat(commands.answer(line)).startsWith("error: " + line.split(" ")[0]);
        assertThat(target.told).isEmpty();
    }

    @Test
    void aRefusalIsOneLine() {
        target.refusal = Optional.of("start: 'serial-ttl' is a live device:\n only a person may arm it");
        assertThat(commands.answer("start"))
                .isEqualTo("error: start: 'serial-ttl' is a live device: only a person may arm it");
        assertThat(commands.answer("marker full")).isEqualTo("error: marker: 256 wait to be recorded");
    }

    @Test
    void quotesNoMoreThanAWordOfWhatItDoesNotKnow() {
        assertThat(commands.answer("x".repeat(1000)).length()).isLessThan(150);
    }
}
