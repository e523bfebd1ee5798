package org.phasor.dsp;

/**
 * The phase of a whole recording, estimated with its future: what causal estimates are held against. A filter's view, not a fact:
 * leave out at least 2 s at both ends.
 *
 * @param phaseRad by sample, in (−π, π]
 * @param amplitude by sample, in the unit of the recording
 * @param angularVariance by sample, 0 to 1, how far the filters disagree; null where there is one filter
 */
public record TruePhase(double[] phaseRad, double[] amplitude, double[] angularVariance) {

    public int length() {
        return phaseRad.length;
    }

    /**
     * The phase between two samples, in (−π, π].
     *
     * @param index 0 to length − 1
     * @return NaN outside
     */
    public double phaseRadAt(double index) {
        if (!(index >= 0 && index <= phaseRad.length - 1)) {
            return Double.NaN;
        }
        int before = Math.min((int) index, phaseRad.length - 2);
        if (before < 0) {
            return phaseRad[0];
        }
        double step = Phase.wrap(phaseRad[before + 1] - phaseRad[before]);
        return Phase.wrap(phaseRad[before] + (index - before) * step);
    }
}
