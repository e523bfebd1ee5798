package org.phasor.lsl;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** Finds streams on the network. Safe for any thread. */
public interface Resolver {

    /**
     * Asks for streams until enough are found or the time is over.
     *
     * @param predicate XPath 1.0 on the {@code <info>} element, as {@code type='EEG'}; empty for all
     * @param minimum how many to wait for; 0 to listen for the whole time
     * @return what was found, by uid; never null
     * @throws IllegalArgumentException when the predicate is no XPath
     * @throws IOException when no socket can be had
     */
    List<StreamInfo> resolve(String predicate, int minimum, Duration timeout) throws IOException, InterruptedException;

    /**
     * Keeps asking, on a thread of its own, until the result is closed.
     *
     * @param predicate as for {@link #resolve}
     * @param forgetAfter a stream that has not answered for so long has vanished, as
     *     {@link ContinuousResolver#DEFAULT_FORGET_AFTER}; streams are asked every second or two; at least 100 ms
     * @param listener hears who comes and goes
     * @throws IllegalArgumentException when the predicate is no XPath, or the time is out of range
     * @throws IOException when no socket can be had
     */
    default ContinuousResolver watch(String predicate, Duration forgetAfter, ResolverListener listener)
            throws IOException {
        return ContinuousResolver.polling(this, predicate, forgetAfter, listener);
    }
}
