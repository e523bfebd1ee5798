package org.phasor.dsp.evaluation;

/** What the estimates are held against: a filter's view of the whole recording, but for {@link #KNOWN}. */
public enum TruthKind {
    /** {@link org.phasor.dsp.MultiFilterTruth} around the individual peak. */
    MULTI("the mean of 15 zero-phase filters around the peak (Zrenner and others 2020)"),
    /** {@link org.phasor.dsp.BandTruth} over the band of interest. */
    BAND("one zero-phase Butterworth band-pass over the band, and the Hilbert transform"),
    /** The phase that a synthetic signal was made with; amplitudes too, where they are known, and those of {@link #MULTI} else. */
    KNOWN("the phase that the synthetic signal was made with");

    private final String words;

    TruthKind(String words) {
        this.words = words;
    }

    /** In words, for a person. */
    public String words() {
        return words;
    }
}
