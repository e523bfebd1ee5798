package org.phasor.dsp.artefact;

import org.phasor.dsp.SignalFault;

/** Finds a channel at the end of the amplifier's range. */
final class RailCheck implements ArtefactCheck {

    private final int[] channels;
    private final double[] railInChannelUnits;

    RailCheck(double railMicrovolts, int[] channels, double[] microvoltsPerUnit) {
        ArtefactChecks.checkPositive("rail-uv", railMicrovolts);
        this.channels = channels;
        railInChannelUnits = new double[channels.length];
        for (int i = 0; i < channels.length; i++) {
            railInChannelUnits[i] = railMicrovolts / microvoltsPerUnit[i];
        }
    }

    @Override
    public SignalFault fault() {
        return SignalFault.RAIL;
    }

    @Override
    public boolean finds(double microvolts, double[] values) {
        for (int i = 0; i < channels.length; i++) {
            if (Math.abs(values[channels[i]]) >= railInChannelUnits[i]) {
                return true;
            }
        }
        return false;
    }

    @Override
    public void restart() {}
}
