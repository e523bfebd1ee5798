package org.phasor.lsl;

/** Hears which streams come and go, on the thread of a {@link ContinuousResolver}. */
public interface ResolverListener {

    /** A stream was heard of for the first time, or again after it had vanished. */
    default void onAppeared(StreamInfo stream) {}

    /** A stream has not been heard of for as long as it takes to be forgotten. */
    default void onVanished(StreamInfo stream) {}
}
