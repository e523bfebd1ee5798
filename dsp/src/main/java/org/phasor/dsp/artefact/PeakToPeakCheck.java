package org.phasor.dsp.artefact;

import org.phasor.dsp.ArtefactLimits;
import org.phasor.dsp.SignalFault;

/** Finds a range beyond the limit within the last {@link ArtefactLimits#WINDOW_MS}. */
final class PeakToPeakCheck implements ArtefactCheck {

    private final double mostMicrovolts;
    private final SlidingRange range;

    PeakToPeakCheck(double mostMicrovolts, double rateHz) {
        this.mostMicrovolts = ArtefactChecks.checkPositive("peak-to-peak-uv", mostMicrovolts);
        range = new SlidingRange((int) Math.max(2, Math.rint(ArtefactLimits.WINDOW_MS * rateHz / 1000)));
    }

    @Override
    public SignalFault fault() {
        return SignalFault.PEAK_TO_PEAK;
    }

    @Override
    public boolean finds(double microvolts, double[] values) {
        return range.take(microvolts) > mostMicrovolts;
    }

    @Override
    public void restart() {
        range.restart();
    }
}
