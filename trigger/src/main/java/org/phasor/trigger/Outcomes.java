package org.phasor.trigger;

/** How a policy learns what became of its decisions. */
public enum Outcomes {
    /** By {@link PolicyInput#OUTCOME}: live, and in a replay of the same rig. */
    TOLD,
    /** Not at all: every decision is taken as given at its time, and the session as running. For what-if replays and benchmarks. */
    ASSUMED
}
