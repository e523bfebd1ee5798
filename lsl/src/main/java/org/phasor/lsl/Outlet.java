package org.phasor.lsl;

import java.time.Duration;
import java.util.List;

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

    /**
     * As {@link #push(double[], double)}, at once or later.
     *
     * @param pushthrough false to let the outlet hold the sample, to be sent together with those that follow: when one of
     *     them is pushed through, or when there are as many as the consumer or {@link OutletOptions#chunkSamples} wants;
     *     what is held when the outlet closes is not sent
     */
    default void push(double[] values, double stampSeconds, boolean pushthrough) {
        push(values, stampSeconds);
    }

    /** As {@link #push(double[], double, boolean)} for a text stream. */
    default void push(String[] values, double stampSeconds, boolean pushthrough) {
        push(values, stampSeconds);
    }

    /** As {@link #pushChunk(double[], int, double)}, at once or later as in {@link #push(double[], double, boolean)}. */
    default void pushChunk(double[] samples, int count, double lastStampSeconds, boolean pushthrough) {
        pushChunk(samples, count, lastStampSeconds);
    }

    boolean hasConsumers();

    /** Waits until there is a consumer; false when the time ran out. */
    boolean awaitConsumer(Duration timeout) throws InterruptedException;

    /** Waits until everything pushed through was written to, or dropped for, every consumer; false when the time ran out. */
    boolean awaitFlushed(Duration timeout) throws InterruptedException;

    /** Samples dropped so far because a consumer was too slow; {@link #UNKNOWN} where the library does not tell. */
    long droppedSamples();

    /** The receivers there are now; always empty where {@link #listen} is refused. */
    default List<ConsumerState> consumers() {
        return List.of();
    }

    /**
     * Tells a listener who comes and goes, beginning with those who are there. Called once.
     *
     * @throws UnsupportedOperationException when this outlet cannot tell its receivers apart, as a native one
     */
    default void listen(OutletListener listener) {
        throw new UnsupportedOperationException("the outlet of stream " + info() + " cannot tell its receivers apart");
    }

    /** Closes every socket at once. */
    @Override
    void close();

    /** The stamp that means: one interval after the one before. */
    double DEDUCED = -1.0;

    /** The count that means: nobody knows. */
    long UNKNOWN = -1;
}
