package org.phasor.dsp.evaluation;

/** Which of the scored samples count. */
public enum ErrorGate {
    /** All of them. */
    ALL("all", "every scored sample"),
    /** The same samples for all estimators. */
    AMP50("amp50", "the true amplitude is at or above its median: the same samples for all estimators"),
    /** What a rig could do: each estimator's own samples. */
    OWN50("own50", "the estimator's own causal amplitude is at or above its median: what a rig can gate on");

    private final String key;
    private final String words;

    ErrorGate(String key, String words) {
        this.key = key;
        this.words = words;
    }

    /** As tables and JSON write it. */
    public String key() {
        return key;
    }

    /** In words, for a person. */
    public String words() {
        return words;
    }
}
