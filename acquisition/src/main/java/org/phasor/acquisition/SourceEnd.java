package org.phasor.acquisition;

/** Why a source stopped giving samples. */
public enum SourceEnd {
    /** All the samples there are were given. */
    FINISHED,
    /** The rig closed the source. */
    CLOSED,
    /** The stream went away while more was expected. */
    LOST,
    /** The source could not go on: bad data, a failed read. */
    FAILED
}
