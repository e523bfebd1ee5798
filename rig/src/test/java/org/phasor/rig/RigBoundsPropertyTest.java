package org.phasor.rig;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.phasor.acquisition.SyntheticSettings;
import org.phasor.acquisition.SyntheticSignal;
import org.phasor.dsp.PhaseEstimate;
import org.phasor.dsp.estimator.PhaseEstimators;

/** Keys at and beyond their bounds, in any combination: the file is refused line by line, or the rig runs without an exception. */
@Timeout(120)
class RigBoundsPropertyTest {

    private static final double RATE_HZ = 250;
    private static final SyntheticSettings SIGNAL =
            SyntheticSettings.DEFAULTS.withChannels(2).withRateHz(RATE_HZ).withNoise(10, 1);

    private static final Map<String, List<String>> VALUES = Map.ofEntries(
            Map.entry("dsp.signal.blank-before-ms", List.of("0", "10000", "10001")),
            Map.entry("dsp.signal.blank-after-ms", List.of("0", "10000", "-1")),
            Map.entry("dsp.signal.decimate-hz", List.of("1e9", "1e-300", "27", "26", "125")),
            Map.entry("dsp.signal.notch-hz", List.of("[10.0]", "[14.5]", "[124.9]", "[50.0, 50.0, 60.0]", "[1e-9]")),
            Map.entry("dsp.signal.notch-width-hz", List.of("0.1", "20", "2")),
            Map.entry("dsp.signal.drift-removal-ms", List.of("10", "600000")),
            Map.entry("dsp.signal.freeze-after-s", List.of("0", "3", "86400")),
            Map.entry("dsp.signal.window-ms", List.of("125", "1e300", "10000", "100000000")),
            Map.entry("dsp.signal.peak-hz", List.of("8", "13", "13.1")),
            Map.entry("dsp.signal.reference", List.of("[\"average\"]", "[\"C3\"]", "[\"C4\"]", "[\"nobody\"]")),
            Map.entry("dsp.signal.neighbour", List.of("\"C3\"", "\"C4\"", "\"true-phase\"")),
            Map.entry("dsp.signal.calibration", List.of("\"a\\u0000b\"", "\".\"", "\"none.json\"")),
            Map.entry("dsp.signal.artefact.flat-ms", List.of("0", "10000", "1e-9")),
            Map.entry("dsp.signal.artefact.amplitude-mad", List.of("0", "1e-300", "1e300")),
            Map.entry("dsp.signal.artefact.line-ratio", List.of("0", "1e-300", "1e300")),
            Map.entry(
                    "acquisition.aux",
                    List.of(
                            "[]",
                            "[{name='a', class='emg', channel='C4', limit-uv=1e-300}]",
                            "[{name='a', class='emg', channel='c4', limit-uv=1e300, window-ms=[-2000, 0]}]",
                            "[{name='a', class='eog', channels=['C4', 'true-phase'], limit-uv=50, window-ms=[-2000, -1999.9]}]",
                            "[{name='a', class='other', channels=['nobody']}]")),
            Map.entry("trigger.max-expected-error-deg", List.of("1e-9", "180", "1e300")),
            Map.entry("trigger.horizon-ms", List.of("1", "100", "1000")),
            Map.entry("stimulator.output-delay-ms", List.of("0", "100", "1000")));

    @Test
    void areRefusedOrRun() {
        int ran = 0;
        for (int seed = 1; seed <= 400; seed++) {
            Random random = new Random(seed);
            List<String> sets = sets(random);
            String estimator = PhaseEstimators.names()
                    .get(random.nextInt(PhaseEstimators.names().size()));
            String what = "seed " + seed + " " + estimator + " " + sets;
            try {
                ran += runs(estimator, sets, what) ? 1 : 0;
            } catch (RuntimeException | OutOfMemoryError e) {
                throw new AssertionError(what, e);
            }
        }
        assertThat(ran).isBetween(30, 370);
    }

    private static List<String> sets(Random random) {
        List<String> sets = new ArrayList<>();
        for (String key : VALUES.keySet().stream().sorted().toList()) {
            if (random.nextInt(8) == 0) {
                List<String> values = VALUES.get(key);
                sets.add(key + "=" + values.get(random.nextInt(values.size())));
            }
        }
        return sets;
    }

    private static boolean runs(String estimator, List<String> sets, String what) {
        RigBinding rig;
        try {
            rig = RigBinding.bind(
                    RigFile.parse("test.toml", """
                            format = 1
                            [[dsp.signal]]
                            name = "mu"
                            channel = "C3"
                            band-hz = [8.0, 13.0]
                            estimator = "%s"
                            [trigger]
                            phase-deg = 0
                            min-interval-ms = 0
                            """.formatted(estimator), sets),
                    SyntheticSignal.streamInfo(SIGNAL, "test"));
        } catch (RigFileException e) {
            assertThat(e.getMessage()).as(what).isNotBlank();
            return false;
        }
        FrameStep step = rig.newStep();
        Frame frame = rig.newFrame();
        SyntheticSignal signal = new SyntheticSignal(SIGNAL);
        for (int i = 0; i < 4 * RATE_HZ; i++) {
            signal.next(frame.sample.values);
            frame.sample.index = i;
            frame.sample.stampSeconds = i / RATE_HZ;
            frame.sample.clockCorrectionSeconds = 0;
            frame.sample.arrivalNanos = Math.round(i * 1e9 / RATE_HZ);
            frame.sample.flags = 0;
            step.evaluate(frame);
            PhaseEstimate estimate = frame.estimates[0];
            assertThat(!estimate.valid || Math.abs(estimate.phaseRad) <= Math.PI)
                    .as(what)
                    .isTrue();
        }
        return true;
    }
}
