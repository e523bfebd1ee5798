package org.phasor.dsp.artefact;

import org.phasor.dsp.SignalFault;

/** Finds steps from one sample to the next beyond the limit; a pulse between two samples is no step. */
final class GradientCheck implements ArtefactCheck {

    private final double mostMicrovolts;
    private double previous = Double.NaN;

    GradientCheck(double mostMicrovoltsPerMs, double rateHz) {
        mostMicrovolts = ArtefactChecks.checkPositive("gradient-uv-per-ms", mostMicrovoltsPerMs) * 1000 / rateHz;
    }

    @Override
    public SignalFault fault() {
        return SignalFault.GRADIENT;
    }

    @Override
    public boolean finds(double microvolts, double[] values) {
        double step = Math.abs(microvolts - previous);
        previous = microvolts;
        return step > mostMicrovolts;
    }

    @Override
    public void restart() {
        previous = Double.NaN;
    }

    @Override
    public void skip() {
        previous = Double.NaN;
    }
}
