package org.phasor.stimulator;

/**
 * What a {@link TrainTable} says of a pattern.
 *
 * @param reason one line, with the cell it was held against
 */
public record TrainVerdict(Kind kind, String reason) {

    /** Only {@link #INSIDE} needs no signed override. */
    public enum Kind {
        /** Within what was found safe. */
        INSIDE,
        /** Beyond a bound that was found. */
        OUTSIDE,
        /** Nobody has published a bound: no permission. */
        NOT_COVERED
    }

    static TrainVerdict inside(String reason) {
        return new TrainVerdict(Kind.INSIDE, reason);
    }

    static TrainVerdict outside(String reason) {
        return new TrainVerdict(Kind.OUTSIDE, reason);
    }

    static TrainVerdict notCovered(String reason) {
        return new TrainVerdict(Kind.NOT_COVERED, reason);
    }

    public boolean inside() {
        return kind == Kind.INSIDE;
    }
}
