package org.phasor.acquisition;

/** Where a source puts its samples. Called by the source's one thread only. */
public interface SampleSink {

    /** The next free slot, to be written whole. Waits while the rig is behind: samples are never dropped. */
    Sample claim();

    /** Hands the claimed slot on; the source must not touch it again. */
    void publish();

    /**
     * No more samples will come. Called once, last.
     *
     * @param detail one line for a person, as {@code stream 'X' ended after 12000 samples}
     */
    void ended(SourceEnd end, String detail);
}
