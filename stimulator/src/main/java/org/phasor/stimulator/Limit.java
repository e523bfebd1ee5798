package org.phasor.stimulator;

/**
 * Every number that the interlock holds a session to: its key in rig files, what a bench device gets when nothing is
 * said, how far a live device may go without a signed override, and how far at all. docs/safety.md prints this table.
 *
 * <p>Values are whole numbers of {@link Unit}'s base: nanoseconds or pulses.
 */
public enum Limit {
    MIN_ONSET_INTERVAL(
            "min-onset-interval-ms",
            Unit.MILLISECONDS,
            Side.AT_LEAST,
            2000,
            1000,
            100,
            0.001,
            3_600_000,
            "S1",
            "single-pulse practice (MEP probing every 4-6 s, mu-triggered 2-3 s); our figure"),
    MAX_PULSES_PER_PATTERN(
            "max-pulses-per-pattern",
            Unit.PULSES,
            Side.AT_MOST,
            1,
            50,
            1000,
            1,
            1000,
            "S4",
            "Chen et al. 1997, table 3: no bounded train has more than 50 pulses (recalled, to be checked)"),
    MIN_PULSE_GAP(
            "min-pulse-gap-ms",
            Unit.MILLISECONDS,
            Side.AT_LEAST,
            10,
            40,
            5,
            0.001,
            3_600_000,
            "S4",
            "Rossi et al. 2009, table 4 ends at 25 Hz (recalled, to be checked)"),
    MAX_PULSES_PER_MINUTE(
            "max-pulses-per-minute",
            Unit.PULSES,
            Side.AT_MOST,
            60,
            60,
            6000,
            1,
            6000,
            "S2",
            "1 pulse, or 1 pattern, a second on average; our figure. A live device: 60 for each pulse of a pattern"),
    MAX_PULSES_PER_SESSION(
            "max-pulses-per-session",
            Unit.PULSES,
            Side.AT_MOST,
            1500,
            1500,
            1_000_000,
            1,
            1_000_000,
            "S3",
            "no consensus maximum exists; half of common practice"),
    MAX_PULSES_PER_DAY(
            "max-pulses-per-day",
            Unit.PULSES,
            Side.AT_MOST,
            3000,
            3000,
            1_000_000,
            1,
            1_000_000,
            "S3",
            "in any 24 h; published practice: 3,000 to 6,000 a session"),
    MAX_PULSES_PER_WEEK(
            "max-pulses-per-week",
            Unit.PULSES,
            Side.AT_MOST,
            15_000,
            15_000,
            1_000_000,
            1,
            1_000_000,
            "S3",
            "in any 7 days; five days of the daily limit"),
    MAX_AGE(
            "max-age-ms",
            Unit.MILLISECONDS,
            Side.AT_MOST,
            100,
            200,
            1000,
            0.001,
            10_000,
            "S6",
            "horizon, lateness and 5 ms when nothing is said; whatever it is, no pulse after 100 ms without a sample"),
    LATE_TOLERANCE(
            "late-tolerance-ms",
            Unit.MILLISECONDS,
            Side.AT_MOST,
            2,
            3,
            100,
            0,
            100,
            "S18",
            "7 degrees of a 10 Hz rhythm; our figure"),
    MAX_GAP(
            "max-gap-ms",
            Unit.MILLISECONDS,
            Side.AT_MOST,
            20,
            20,
            100,
            0.001,
            3_600_000,
            "S6",
            "a fifth of a cycle of 10 Hz; our figure"),
    MAX_STALL(
            "max-stall-ms",
            Unit.MILLISECONDS,
            Side.AT_MOST,
            2000,
            300,
            300,
            1,
            3_600_000,
            "S12",
            "the watchdog's deadline; our figure"),
    CONFIRM_EVERY(
            "confirm-every-s",
            Unit.SECONDS,
            Side.AT_MOST,
            60,
            60,
            60,
            1,
            3600,
            "S10",
            "a person is there and awake; our figure. Bench devices ask for no confirmation");

    /** What a value counts. */
    public enum Unit {
        MILLISECONDS("ms", 1_000_000),
        SECONDS("s", 1_000_000_000),
        PULSES("pulses", 1);

        private final String symbol;
        private final long base;

        Unit(String symbol, long base) {
            this.symbol = symbol;
            this.base = base;
        }

        public String symbol() {
            return symbol;
        }

        /** The whole number of nanoseconds or pulses. */
        public long toBase(double value) {
            return Math.round(value * base);
        }

        /** In this unit. */
        public double fromBase(long value) {
            return (double) value / base;
        }
    }

    /** Which way is the safe one. */
    public enum Side {
        AT_LEAST,
        AT_MOST
    }

    private final String key;
    private final Unit unit;
    private final Side side;
    private final double bench;
    private final double floor;
    private final double liveUtmost;
    private final double min;
    private final double max;
    private final String rule;
    private final String source;

    Limit(
            String key,
            Unit unit,
            Side side,
            double bench,
            double floor,
            double liveUtmost,
            double min,
            double max,
            String rule,
            String source) {
        this.key = key;
        this.unit = unit;
        this.side = side;
        this.bench = bench;
        this.floor = floor;
        this.liveUtmost = liveUtmost;
        this.min = min;
        this.max = max;
        this.rule = rule;
        this.source = source;
    }

    /** The key in {@code [stimulator.limits]}; its end is the unit. */
    public String key() {
        return key;
    }

    public Unit unit() {
        return unit;
    }

    public Side side() {
        return side;
    }

    /** For bench devices when the file says nothing, in {@link #unit}. A live device gets no default. */
    public double benchDefault() {
        return bench;
    }

    /** As far as a live device may go, in {@link #unit}, without a signed override. */
    public double floor() {
        return floor;
    }

    /** As far as a live device may go at all. */
    public double liveUtmost() {
        return liveUtmost;
    }

    /** The least value that means anything, in {@link #unit}. */
    public double min() {
        return min;
    }

    public double max() {
        return max;
    }

    /** The rule of docs/safety.md that it belongs to, as {@code S1}. */
    public String rule() {
        return rule;
    }

    /** Where the numbers come from. */
    public String source() {
        return source;
    }

    /** Whether {@code value}, in {@link #unit}, is further from the safe side than {@code bound}. */
    public boolean isBeyond(double value, double bound) {
        return side == Side.AT_LEAST ? value < bound : value > bound;
    }

    boolean accepts(long base) {
        return base >= unit.toBase(min) && base <= unit.toBase(max);
    }
}
