package org.phasor.rig;

import java.util.Optional;
import java.util.OptionalDouble;
import org.phasor.acquisition.RigClock;

/** How the samples of a session come, put together from those who see them. Any thread, but for {@link #stall}. */
final class StreamWatch {

    private final Pipeline pipeline;
    private final LoopThread loop;
    private final StreamTime time;
    private final RigClock clock;
    private final FallingBehind falling;
    private final long lostAfterNanos;
    private volatile long startedNanos;
    private volatile boolean stalledByUs;

    /** @param lostAfterNanos without a sample for so long a stream counts as lost */
    StreamWatch(Pipeline pipeline, LoopThread loop, StreamTime time, RigClock clock, long lostAfterNanos) {
        this.pipeline = pipeline;
        this.loop = loop;
        this.time = time;
        this.clock = clock;
        this.lostAfterNanos = lostAfterNanos;
        falling = new FallingBehind(lostAfterNanos);
    }

    /** Samples may come from now on. The supervising thread. */
    void started() {
        startedNanos = clock.nanoTime();
    }

    /** Why the stream counts as stalled, in one line: nothing comes, or it is not taken. Empty while neither is so. The supervising thread. */
    Optional<String> stall() {
        boolean sampled = loop.frameCount() > 0;
        long silence = clock.nanoTime() - (sampled ? loop.newestArrivalNanos() : startedNanos);
        // The first sample may take a connection's time to come.
        long longest = sampled ? lostAfterNanos : 5 * lostAfterNanos;
        if (silence > longest && pipeline.sourceEnd() == null) {
            stalledByUs = pipeline.isFull();
            return Optional.of("no sample for " + silence / 1_000_000 + " ms");
        }
        if (sampled && falling.look(clock.nanoTime(), pipeline.waitedNanos(), ageNanos())) {
            stalledByUs = true;
            return Optional.of("samples come faster than they are taken: " + pipeline.behind());
        }
        return Optional.empty();
    }

    /** Whether it was our own slowness that stalled it. */
    boolean stalledByUs() {
        return stalledByUs;
    }

    private long ageNanos() {
        return clock.nanoTime() - loop.newestTimeNanos();
    }

    StreamHealth health() {
        boolean sampled = loop.frameCount() > 0;
        return new StreamHealth(
                sampled && time.sure(),
                time.errorNanos() / 1e6,
                time.lostSamples(),
                time.gaps(),
                time.listedFrom(1),
                sampled ? OptionalDouble.of(ageNanos() / 1e9) : OptionalDouble.empty(),
                pipeline.waitedNanos() / 1e9,
                pipeline.behind());
    }
}
