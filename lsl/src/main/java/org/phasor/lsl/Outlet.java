package org.phasor.lsl;

import java.time.Duration;

/**
 * Serves one stream to any number of consumers. Pushing never blocks on a slow or dead consumer: each has a bounded
 * queue that drops its oldest samples. One thread pushes; every other method is safe for any thread.
 */
public interface Outlet extends AutoCloseable {

    /** The description as served: uid, ports, host and creation time filled in. */
    StreamInfo info();

    /**
     * Sends one sample at once.
     *
     * @param values one per channel, converted to the stream's format
     * @param stampSeconds in LSL clock seconds; {@link #DEDUCED} to let consumers add one sample interval
     * @throws IllegalArgumentException for a text stream, or when the count of values is wrong
     */
    void push(double[] values, double stampSeconds);

    /** As {@link #push(double[], double)} for a text stream. */
    void push(String[] values, double stampSeconds);

    /**
     * Sends samples as one write per consumer. The stamps follow native liblsl: the first sample carries the stamp
     * {@code lastStampSeconds} less the others' intervals, the others are deduced from it.
     *
     * @param samples sample-major: {@code samples[i * channels + c]}
     * @param count number of samples
     */
    void pushChunk(double[] samples, int count, double lastStampSeconds);

    boolean hasConsumers();

    /** Waits until there is a consumer; false when the time ran out. */
    boolean awaitConsumer(Duration timeout) throws InterruptedException;

    /** Waits until everything pushed was written to, or dropped for, every consumer; false when the time ran out. */
    boolean awaitFlushed(Duration timeout) throws InterruptedException;

    /** Samples dropped so far because a consumer was too slow. */
    long droppedSamples();

    /** Closes every socket at once. */
    @Override
    void close();

    /** The stamp that means: one interval after the one before. */
    double DEDUCED = -1.0;
}
