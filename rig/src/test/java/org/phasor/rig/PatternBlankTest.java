package org.phasor.rig;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.phasor.acquisition.SyntheticSettings;
import org.phasor.acquisition.SyntheticSignal;
import org.phasor.dsp.SignalFault;
import org.phasor.trigger.Decision;

/** Samples under a pattern are not trusted, from its first pulse to its last at the latest. */
@Timeout(30)
class PatternBlankTest {

    private static final SyntheticSettings SIGNAL =
            SyntheticSettings.DEFAULTS.withChannels(2).withNoise(20, 1);
    private static final long MILLI = 1_000_000;

    private static final String RIG = """
            format = 1
            [[dsp.signal]]
            name = "mu"
            channel = "C3"
            band-hz = [8.0, 13.0]
            estimator = "echt"
            blank-before-ms = 2
            blank-after-ms = 20
            [trigger]
            phase-deg = 180
            min-interval-ms = 3000
            [stimulator.limits]
            max-pulses-per-pattern = 100
            min-pulse-gap-ms = 5
            max-pulses-per-minute = 6000
            """;

    /** Time of a frame's sample from the command of the first decision to fire on, and whether it was blanked. */
    private record Seen(double afterMs, boolean blanked, boolean valid) {}

    private static List<Seen> afterTheFirstPulse(String... sets) throws Exception {
        RigBinding rig = RigBinding.bind(
                RigFile.parse("test.toml", RIG, List.of(sets)), SyntheticSignal.streamInfo(SIGNAL, "test"));
        FrameStep step = rig.newStep();
        Frame frame = rig.newFrame();
        SyntheticSignal signal = new SyntheticSignal(SIGNAL);
        List<Seen> seen = new ArrayList<>();
        long firedNanos = 0;
        boolean fired = false;
        for (int i = 0; i < 6000; i++) {
            signal.next(frame.sample.values);
            frame.sample.index = i;
            frame.sample.stampSeconds = i / 1000.0;
            frame.sample.clockCorrectionSeconds = 0;
            frame.sample.arrivalNanos = i * MILLI;
            frame.sample.flags = 0;
            step.evaluate(frame);
            if (!fired && frame.decision.action == Decision.Action.FIRE) {
                fired = true;
                firedNanos = frame.decision.commandNanos;
            }
            boolean blanked = (frame.estimates[0].faults & SignalFault.BLANKED.bit()) != 0;
            double afterMs = (frame.sample.timeNanos - firedNanos) / (double) MILLI;
            if (fired && afterMs < 2500) {
                seen.add(new Seen(afterMs, blanked, frame.estimates[0].valid));
            }
        }
        assertThat(fired).isTrue();
        return seen;
    }

    @ParameterizedTest
    @CsvSource({
        // pulses, gap in ms, timed by, last pulse at the latest in ms
        "1, 0, interlock, 0",
        "3, 20, interlock, 44",
        "3, 20, device, 40",
        "90, 25, device, 2225",
    })
    void blanksFromTheFirstPulseToTheLast(int pulses, int gapMs, String timedBy, double lastMs) throws Exception {
        String[] sets = pulses == 1
                ? new String[0]
                : new String[] {
                    "stimulator.pattern.pulses=" + pulses,
                    "stimulator.pattern.gap-ms=" + gapMs,
                    "stimulator.pattern.timed-by=" + timedBy
                };
        List<Seen> seen = afterTheFirstPulse(sets);
        assertThat(seen).hasSizeGreaterThan(2400);
        assertThat(seen).allSatisfy(s -> {
            if (s.afterMs() > -2 && s.afterMs() < lastMs + 20) {
                assertThat(s.blanked()).as("%s", s).isTrue();
                assertThat(s.valid()).as("%s", s).isFalse();
            } else if (s.afterMs() < -2 || s.afterMs() > lastMs + 20) {
                assertThat(s.blanked()).as("%s", s).isFalse();
            }
        });
    }

    @Test
    void theLatenessThatIsAllowedMakesItLonger() throws Exception {
        List<Seen> seen = afterTheFirstPulse(
                "stimulator.pattern.pulses=5", "stimulator.pattern.gap-ms=20", "stimulator.limits.late-tolerance-ms=5");
        double last = seen.stream()
                .filter(Seen::blanked)
                .mapToDouble(Seen::afterMs)
                .max()
                .orElseThrow();
        // Four gaps, four times 5 ms late, and what is blanked after a pulse.
        assertThat(last).isBetween(80 + 20 + 19.0, 80 + 20 + 20.0);
    }
}
