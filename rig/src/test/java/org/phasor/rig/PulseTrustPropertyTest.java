package org.phasor.rig;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.phasor.acquisition.Sample;
import org.phasor.lsl.ChannelInfo;
import org.phasor.lsl.StreamInfo;
import org.phasor.trigger.Decision;

/**
 * Whatever befalls a signal, the step decides no pulse on a window that holds a bad sample, withdraws the pulse that a bad sample
 * overtakes, and never has two under way.
 */
@Timeout(120)
class PulseTrustPropertyTest {

    private static final double RATE_HZ = 500;
    private static final int SECONDS = 90;
    private static final long HORIZON_NANOS = 20_000_000;

    private enum Storm {
        NONE,
        NOT_FINITE,
        SPIKE,
        UNANCHORED,
        GAP
    }

    @ParameterizedTest
    @CsvSource({
        "adaptive, 0.6, ''",
        "adaptive, 0.6, 'dsp.signal.neighbour=\"C4\"'",
        "echt, 0.8, 'dsp.signal.window-ms=800'",
        "echt, 0.8, 'dsp.signal.window-ms=800 dsp.signal.decimate-hz=100'",
        "adaptive, 0.6, 'dsp.signal.decimate-hz=125 dsp.signal.blank-before-ms=10000'",
        "phastimate, 0.5, 'dsp.signal.blank-before-ms=10000 dsp.signal.blank-after-ms=300'",
        "zero-crossing, 0.3, 'dsp.signal.blank-before-ms=15 stimulator.output-delay-ms=30'",
        "fft, 0.5, 'dsp.signal.notch-hz=[50.0]'"
    })
    void noPulseComesFromABadWindow(String estimator, double cleanSeconds, String sets) throws Exception {
        for (int seed = 1; seed <= 3; seed++) {
            run(estimator, cleanSeconds, sets, seed);
        }
    }

    private void run(String estimator, double cleanSeconds, String sets, int seed) throws Exception {
        RigBinding rig = rig(estimator, sets);
        FrameStep step = rig.newStep();
        Frame frame = rig.newFrame();
        Random random = new Random(seed);
        String what = estimator + " " + sets + " seed " + seed + " sample ";
        long lastBad = -1;
        long lastGap = 0;
        long pendingNanos = 0;
        boolean pending = false;
        List<long[]> blanks = new ArrayList<>();
        long outputNanos = rig.settings().stimulator().outputDelayNanos();
        double beforeMs = rig.settings().signals().get(0).conditioning().blankBeforeMs();
        double afterMs = rig.settings().signals().get(0).conditioning().blankAfterMs();
        int fired = 0;
        int cancelled = 0;
        Storm storm = Storm.NONE;
        int stormLeft = 0;
        double phase = 0;
        long late = 0;
        for (int i = 0; i < SECONDS * RATE_HZ; i++) {
            if (stormLeft > 0) {
                stormLeft--;
            } else {
                storm = Storm.NONE;
                // Often just behind a decision, where it is nastiest.
                if (i > 8 * RATE_HZ && random.nextDouble() < (pending ? 0.03 : 0.0004)) {
                    storm = Storm.values()[1 + random.nextInt(4)];
                    stormLeft = random.nextInt(12);
                }
            }
            phase += 2 * Math.PI * (10 + 0.3 * Math.sin(i / 700.0)) / RATE_HZ;
            frame.poison();
            Sample sample = frame.sample;
            sample.values[0] = 20 * Math.cos(phase) + 2 * random.nextGaussian();
            sample.values[1] = 10 * Math.cos(phase - 0.3) + 2 * random.nextGaussian();
            sample.flags = 0;
            if (storm == Storm.GAP) {
                late += stormLeft % 4 == 0 ? (long) (5e6 * (1 + random.nextInt(40))) : 0;
                sample.flags = stormLeft % 4 == 0 ? Sample.GAP : 0;
            } else if (storm == Storm.UNANCHORED) {
                sample.flags = Sample.UNANCHORED;
            } else if (storm == Storm.NOT_FINITE) {
                sample.values[0] = stormLeft % 2 == 0 ? Double.NaN : Double.NEGATIVE_INFINITY;
            } else if (storm == Storm.SPIKE) {
                sample.values[0] += 50_000;
            }
            sample.index = i;
            sample.stampSeconds = 1 + i / RATE_HZ + late / 1e9;
            sample.arrivalNanos = Math.round(sample.stampSeconds * 1e9);
            sample.clockCorrectionSeconds = 0;
            step.evaluate(frame);
            long now = sample.timeNanos;
            boolean gap = sample.has(Sample.GAP);
            boolean broken = storm == Storm.NOT_FINITE || sample.has(Sample.UNANCHORED);
            boolean blanked = blanks.stream().anyMatch(b -> b[0] <= now && now <= b[1]);
            if (gap) {
                lastGap = i;
            }
            if (broken || blanked || storm == Storm.SPIKE) {
                lastBad = i;
            }
            Decision d = frame.decision;
            // A time that is not sure does not say that the pulse's has come.
            if (pending && !sample.has(Sample.UNANCHORED | Sample.UNSURE) && now >= pendingNanos) {
                pending = false;
            }
            if (d.action == Decision.Action.FIRE) {
                assertThat(pending).as(what + i + ": two under way").isFalse();
                assertThat((i - lastBad) / RATE_HZ)
                        .as(what + i + ": seconds since bad")
                        .isGreaterThanOrEqualTo(cleanSeconds);
                assertThat((i - lastGap + 1) / RATE_HZ)
                        .as(what + i + ": seconds since a gap")
                        .isGreaterThanOrEqualTo(cleanSeconds);
                assertThat(d.commandNanos - now).as(what + i).isBetween(0L, HORIZON_NANOS);
                pending = true;
                pendingNanos = d.commandNanos;
                blanks.add(new long[] {
                    d.commandNanos + outputNanos - Math.round(beforeMs * 1e6),
                    d.commandNanos + outputNanos + Math.round(afterMs * 1e6)
                });
                fired++;
            } else if (pending && (gap || broken || (storm == Storm.SPIKE && !blanked))) {
                assertThat(d.action).as(what + i + ": " + storm).isEqualTo(Decision.Action.CANCEL);
            }
            if (d.action == Decision.Action.CANCEL) {
                assertThat(pending).as(what + i + ": withdrawn without need").isTrue();
                pending = false;
                cancelled++;
            }
        }
        assertThat(fired).as(what).isGreaterThan(10);
        assertThat(cancelled).as(what).isPositive();
    }

    private static RigBinding rig(String estimator, String sets) throws RigFileException {
        StreamInfo info = StreamInfo.builder("amp", "EEG")
                .channels(
                        List.of(new ChannelInfo("C3", "microvolts", "EEG"), new ChannelInfo("C4", "microvolts", "EEG")))
                .nominalRateHz(RATE_HZ)
                .build();
        String text = """
                format = 1
                [[dsp.signal]]
                name = "mu"
                channel = "C3"
                band-hz = [8.0, 13.0]
                estimator = "%s"
                [trigger]
                phase-deg = 180
                horizon-ms = 20
                min-interval-ms = 0
                """.formatted(estimator);
        return RigBinding.bind(
                RigFile.parse("test.toml", text, sets.isEmpty() ? List.of() : List.of(sets.split(" "))), info);
    }
}
