package org.phasor.rig;

/**
 * Runs the loop's code on made-up frames before the first real one, so that compilers have done their work when it
 * counts. Nothing of it is recorded or reaches a device.
 */
final class WarmUp {

    private static final int FRAMES = 30_000;
    private static final double CYCLE_HZ = 10;
    private static final double AMPLITUDE = 10;

    private WarmUp() {}

    static void run(RigBinding rig) {
        long[] now = {0};
        LoopTurn turn = LoopTurn.simulated(rig, () -> now[0]);
        Frame frame = rig.newFrame();
        double rateHz = rig.info().nominalRateHz();
        for (int i = 0; i < FRAMES; i++) {
            now[0] = Math.round(i * 1e9 / rateHz);
            frame.sample.index = i;
            frame.sample.stampSeconds = i / rateHz;
            frame.sample.clockCorrectionSeconds = 0;
            frame.sample.arrivalNanos = now[0];
            frame.sample.flags = 0;
            double value = AMPLITUDE * Math.cos(2 * Math.PI * CYCLE_HZ * i / rateHz);
            java.util.Arrays.fill(frame.sample.values, value);
            turn.take(frame);
        }
    }
}
