package org.phasor.rig.certify;

/**
 * What a machine is held to: each with its default and why. docs/certify.md prints this table. All are "at most".
 */
public enum CertifyLimit {
    ARRIVAL_TO_DEVICE(
            "arrivalToDeviceP99",
            "--max-arrival-to-device-us",
            1000,
            0.001,
            1e8,
            "us",
            "sample read to device call returned, pulses fired at once, p99",
            "3.6 degrees of a 10 Hz rhythm; what the README promises"),
    PLANNED_TO_ACTUAL(
            "plannedToActualP99",
            "--max-late-us",
            500,
            0.001,
            1e8,
            "us",
            "planned time to gate, scheduled pulses, p99",
            "1.8 degrees of a 10 Hz rhythm: of no weight beside the 15 to 30 degrees that an estimator is off"),
    AGE(
            "stampToDecisionP999",
            "--max-age-ms",
            Double.NaN,
            0.001,
            1e5,
            "ms",
            "age of a sample when it is decided on, p99.9",
            "a sample older than the horizon gives a pulse that is late"),
    PAUSE(
            "longestPause",
            "--max-pause-ms",
            2,
            0.001,
            1e5,
            "ms",
            "longest pause of the whole program",
            "a live device may be 3 ms late without a signed override: a pause must not use them up"),
    REFUSED(
            "refusedPercent",
            "--max-refused-percent",
            0.5,
            0,
            100,
            "%",
            "pulses that came due and were refused as late or stale",
            "one trial in two hundred is repeated");

    private final String key;
    private final String option;
    private final double byDefault;
    private final double least;
    private final double most;
    private final String unit;
    private final String words;
    private final String reason;

    CertifyLimit(
            String key,
            String option,
            double byDefault,
            double least,
            double most,
            String unit,
            String words,
            String reason) {
        this.key = key;
        this.option = option;
        this.byDefault = byDefault;
        this.least = least;
        this.most = most;
        this.unit = unit;
        this.words = words;
        this.reason = reason;
    }

    /** As the JSON names it; where it is about a stage, the stage's key is its beginning. */
    public String key() {
        return key;
    }

    /** Of the command line. */
    public String option() {
        return option;
    }

    /** In {@link #unit}; NaN: the rig's horizon. */
    public double byDefault() {
        return byDefault;
    }

    /** The least value that it may be set to. */
    public double least() {
        return least;
    }

    /** The largest value that it may be set to. */
    public double most() {
        return most;
    }

    public String unit() {
        return unit;
    }

    /** What is limited. */
    public String words() {
        return words;
    }

    /** Why the default is what it is. */
    public String reason() {
        return reason;
    }
}
