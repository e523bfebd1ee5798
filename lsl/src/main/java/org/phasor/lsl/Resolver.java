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
}
