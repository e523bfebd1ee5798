package org.phasor.rig;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.phasor.acquisition.SyntheticSettings;
import org.phasor.acquisition.SyntheticSignal;
import org.phasor.stimulator.Delivery;
import org.phasor.stimulator.Outcome;
import org.phasor.trigger.Decision;

/** The example with an EMG gate, on a signal whose muscle is known: what is delivered is held against the muscle itself. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class EmgGateTest {

    private static final double SECONDS = 40;
    private static final double LIMIT_MICROVOLTS = 50;

    private static final SyntheticSettings SIGNAL = SyntheticSettings.DEFAULTS
            .withSeed(3)
            .withNoise(20, 1)
            .withAmplitude(40, 0.2)
            .withMuscle();

    /** Many pulses, and long between decision and pulse: bursts begin in between. */
    private static VirtualRig run(boolean gated) throws Exception {
        String text = Files.readString(Path.of("examples/emg-gate.toml"))
                .replace("min-interval-ms = 2000", "min-interval-ms = 300\nhorizon-ms = 100")
                .replace("min-onset-interval-ms = 1500", "min-onset-interval-ms = 200\nmax-pulses-per-minute = 6000")
                .replace("band-hz   = [8.0, 13.0]", "band-hz = [8.0, 13.0]\nblank-before-ms = 0\nblank-after-ms = 0");
        if (!gated) {
            text = text.replace("limit-uv  = 50", "").replace("window-ms = [-50, -5]", "");
        }
        VirtualRig rig = new VirtualRig(text, SIGNAL, false);
        rig.feed(SECONDS, 1);
        rig.end();
        return rig;
    }

    private static double[] muscle() {
        SyntheticSignal signal = new SyntheticSignal(SIGNAL);
        double[] values = new double[signal.channelCount()];
        double[] muscle = new double[(int) (SECONDS * SIGNAL.rateHz())];
        for (int i = 0; i < muscle.length; i++) {
            signal.next(values);
            muscle[i] = values[SIGNAL.labels().indexOf("EMG1")];
        }
        return muscle;
    }

    /** Delivered pulses, and how many of them had too active a muscle before them. */
    private static int[] deliveredAndSpoilt(VirtualRig rig) {
        double[] muscle = muscle();
        int delivered = 0;
        int spoilt = 0;
        for (Delivery delivery : rig.deliveries) {
            if (delivery.outcome == Outcome.DELIVERED) {
                delivered++;
                double pulseMs = (delivery.plannedNanos - VirtualRig.START_NANOS) / 1e6;
                double most = Double.NEGATIVE_INFINITY;
                double least = Double.POSITIVE_INFINITY;
                for (int ms = (int) Math.ceil(pulseMs - 50); ms <= pulseMs - 5; ms++) {
                    most = Math.max(most, muscle[ms]);
                    least = Math.min(least, muscle[ms]);
                }
                spoilt += most - least > LIMIT_MICROVOLTS ? 1 : 0;
            }
        }
        return new int[] {delivered, spoilt};
    }

    @Test
    void noPulseIsGivenWhileTheHandMoves() throws Exception {
        int[] free = deliveredAndSpoilt(run(false));
        assertThat(free[1]).as("without the gate").isGreaterThan(2);
        VirtualRig rig = run(true);
        int[] gated = deliveredAndSpoilt(rig);
        assertThat(gated[0]).as("delivered").isGreaterThan(40);
        assertThat(gated[1]).as("spoilt").isZero();
        assertThat(rig.decisions)
                .anyMatch(d -> d.action() == Decision.Action.HOLD && d.reason().equals("AUX_ACTIVE"));
        assertThat(rig.decisions)
                .anyMatch(
                        d -> d.action() == Decision.Action.CANCEL && d.reason().equals("AUX_ACTIVE"));
    }
}
