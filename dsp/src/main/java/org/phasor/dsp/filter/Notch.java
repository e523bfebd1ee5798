package org.phasor.dsp.filter;

/** Band-stops of one section around one frequency, as for mains hum. */
public final class Notch {

    private Notch() {}

    /**
     * As {@code scipy.signal.iirnotch(centreHz, centreHz / widthHz, fs=rate)}: nothing passes at the centre, half the power at
     * two frequencies that lie the width apart.
     *
     * @throws IllegalArgumentException unless 0 < centre < half the rate and 0 < width < centre
     */
    public static SecondOrderSections of(double centreHz, double widthHz, double rateHz) {
        if (!(rateHz > 0) || Double.isInfinite(rateHz)) {
            throw new IllegalArgumentException("rateHz = " + rateHz + ": must be > 0");
        }
        if (!(centreHz > 0 && centreHz < rateHz / 2)) {
            throw new IllegalArgumentException(
                    "notch at " + centreHz + " Hz: must be > 0 and < " + rateHz / 2 + " Hz, half the rate");
        }
        if (!(widthHz > 0 && widthHz < centreHz)) {
            throw new IllegalArgumentException(
                    "notch width = " + widthHz + " Hz: must be > 0 and < " + centreHz + " Hz, its centre");
        }
        double gain = 1 / (1 + StrictMath.tan(StrictMath.PI * widthHz / rateHz));
        double turn = -2 * gain * StrictMath.cos(2 * StrictMath.PI * centreHz / rateHz);
        return new SecondOrderSections(new double[][] {{gain, turn, gain, 1, turn, 2 * gain - 1}});
    }
}
