package org.phasor.dsp.artefact;

import java.util.Arrays;
import org.phasor.dsp.SignalFault;

/** Finds a channel whose value, as received, has not changed for a time. */
final class FlatLineCheck implements ArtefactCheck {

    private final int[] channels;
    private final double[] previous;
    private final int[] unchanged;
    private final int longest;

    FlatLineCheck(double flatMs, double rateHz, int[] channels) {
        double samples = Math.ceil(ArtefactChecks.checkPositive("flat-ms", flatMs) * rateHz / 1000);
        longest = (int) Math.min(Integer.MAX_VALUE, Math.max(1, samples));
        this.channels = channels;
        previous = new double[channels.length];
        unchanged = new int[channels.length];
        restart();
    }

    @Override
    public SignalFault fault() {
        return SignalFault.FLAT;
    }

    @Override
    public boolean finds(double microvolts, double[] values) {
        boolean flat = false;
        for (int i = 0; i < channels.length; i++) {
            double value = values[channels[i]];
            unchanged[i] = value == previous[i] ? Math.min(longest, unchanged[i] + 1) : 0;
            previous[i] = value;
            flat |= unchanged[i] >= longest;
        }
        return flat;
    }

    @Override
    public void restart() {
        Arrays.fill(previous, Double.NaN);
        Arrays.fill(unchanged, 0);
    }
}
