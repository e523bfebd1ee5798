package org.phasor.lsl;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Knows at all times which streams are on the network: asks again and again on its own thread, and forgets a stream that
 * has not answered for a while. Made by {@link Resolver#watch}. Safe for any thread.
 */
public final class ContinuousResolver implements AutoCloseable {

    /** How long native liblsl remembers a stream that no longer answers. */
    public static final Duration DEFAULT_FORGET_AFTER = Duration.ofSeconds(5);

    private static final long PAUSE_AFTER_FAULT_MS = 500;
    private static final long CLOSE_MS = 2000;

    /** More streams than this are taken for an attack. */
    private static final int MAX_RESULTS = 10_000;

    /** Where answers come from. For the resolver's thread. */
    interface Search extends AutoCloseable {

        /**
         * Asks when it is time to ask, and listens.
         *
         * @param nanos for how long at most
         * @return who answered; empty when none did
         */
        List<StreamInfo> listen(long nanos) throws IOException, InterruptedException;

        @Override
        void close();
    }

    private static final class Known {
        private StreamInfo stream;
        private long heardNanos;

        private Known(StreamInfo stream) {
            this.stream = stream;
        }

        /** The first address heard stays, it is the fastest route; one of each version of IP is kept. */
        private void heardAgain(StreamInfo again) {
            if (stream.v4Address().isEmpty() && !again.v4Address().isEmpty()) {
                stream = stream.toBuilder()
                        .v4(again.v4Address(), stream.v4DataPort(), stream.v4ServicePort())
                        .build();
            }
            if (stream.v6Address().isEmpty() && !again.v6Address().isEmpty()) {
                stream = stream.toBuilder()
                        .v6(again.v6Address(), stream.v6DataPort(), stream.v6ServicePort())
                        .build();
            }
        }
    }

    private final Search search;
    private final long forgetNanos;
    private final ResolverListener listener;
    private final Runnable whenClosed;
    private final Map<String, Known> known = new LinkedHashMap<>();
    private final Thread thread;
    private volatile boolean closed;

    /**
     * Starts at once.
     *
     * @param search is closed in the end
     */
    ContinuousResolver(Search search, Duration forgetAfter, ResolverListener listener, Runnable whenClosed) {
        this.search = Objects.requireNonNull(search, "search");
        this.forgetNanos = requireForgetAfter(forgetAfter).toNanos();
        this.listener = Objects.requireNonNull(listener, "listener");
        this.whenClosed = whenClosed;
        thread = new Thread(this::run, "lsl-continuous-resolver");
        thread.setDaemon(true);
        thread.start();
    }

    /** A continuous resolver over any resolver, which it asks for a second at a time. */
    static ContinuousResolver polling(
            Resolver resolver, String predicate, Duration forgetAfter, ResolverListener listener) {
        requireForgetAfter(forgetAfter);
        Duration most = Duration.ofSeconds(1);
        return new ContinuousResolver(
                new Search() {
                    @Override
                    public List<StreamInfo> listen(long nanos) throws IOException, InterruptedException {
                        Duration asked = Duration.ofNanos(nanos);
                        return resolver.resolve(predicate, 0, asked.compareTo(most) < 0 ? asked : most);
                    }

                    @Override
                    public void close() {
                        // The resolver is not ours.
                    }
                },
                forgetAfter,
                listener,
                () -> {});
    }

    static Duration requireForgetAfter(Duration forgetAfter) {
        boolean sound = forgetAfter.compareTo(Duration.ofMillis(100)) >= 0 && forgetAfter.toDays() < 365;
        if (!sound) {
            throw new IllegalArgumentException(
                    "forgetAfter = " + forgetAfter + ": must be at least 100 ms and less than a year");
        }
        return forgetAfter;
    }

    /** The streams that are there now, by name and uid. */
    public List<StreamInfo> results() {
        long now = System.nanoTime();
        List<StreamInfo> streams = new ArrayList<>();
        synchronized (known) {
            for (Known one : known.values()) {
                if (now - one.heardNanos < forgetNanos) {
                    streams.add(one.stream);
                }
            }
        }
        streams.sort(Comparator.comparing(StreamInfo::name).thenComparing(StreamInfo::uid));
        return List.copyOf(streams);
    }

    private void run() {
        try {
            while (!closed) {
                heard(listen());
                forgetSilent();
            }
        } catch (InterruptedException e) {
            // Only close() interrupts.
        } finally {
            search.close();
        }
    }

    private List<StreamInfo> listen() throws InterruptedException {
        try {
            return search.listen(untilNextIsForgotten());
        } catch (IOException | RuntimeException e) {
            if (!closed) {
                log("searching for streams failed, trying again: " + e.getMessage());
                Thread.sleep(PAUSE_AFTER_FAULT_MS);
            }
            return List.of();
        }
    }

    private long untilNextIsForgotten() {
        long now = System.nanoTime();
        long least = forgetNanos;
        for (Known one : known.values()) {
            least = Math.min(least, forgetNanos - (now - one.heardNanos));
        }
        return Math.max(1_000_000, least);
    }

    private void heard(List<StreamInfo> streams) {
        long now = System.nanoTime();
        for (StreamInfo stream : streams) {
            Known one = known.get(stream.uid());
            boolean isNew = one == null;
            if (isNew && known.size() >= MAX_RESULTS) {
                continue;
            }
            synchronized (known) {
                one = isNew ? new Known(stream) : one;
                one.heardAgain(stream);
                one.heardNanos = now;
                known.put(stream.uid(), one);
            }
            if (isNew) {
                tell(() -> listener.onAppeared(stream));
            }
        }
    }

    private void forgetSilent() {
        long now = System.nanoTime();
        List<StreamInfo> gone = new ArrayList<>();
        synchronized (known) {
            for (Iterator<Known> all = known.values().iterator(); all.hasNext(); ) {
                Known one = all.next();
                if (now - one.heardNanos >= forgetNanos) {
                    all.remove();
                    gone.add(one.stream);
                }
            }
        }
        for (StreamInfo stream : gone) {
            tell(() -> listener.onVanished(stream));
        }
    }

    /** A listener that throws misses that event only. */
    private void tell(Runnable event) {
        if (closed) {
            return;
        }
        try {
            event.run();
        } catch (RuntimeException e) {
            log("a listener for streams failed: " + e);
        }
    }

    private static void log(String line) {
        System.getLogger("org.phasor.lsl").log(System.Logger.Level.WARNING, line);
    }

    /** Ends its thread; the listener hears nothing more afterwards. */
    @Override
    public void close() {
        closed = true;
        whenClosed.run();
        if (thread == Thread.currentThread()) {
            return;
        }
        thread.interrupt();
        try {
            thread.join(CLOSE_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
