package org.phasor.lsl;

import java.io.IOException;

/** An inlet over TCP: one thread that reads, decodes and calls the listener, and that finds the sender again. */
final class StreamInlet implements Inlet {

    private static final long CLOSE_MS = 10_000;
    private static final long PAUSE_BEFORE_RECONNECT_MS = 500;

    private final InletOptions options;
    private final LslSettings settings;
    private final UdpResolver resolver;
    private final Watchdog watchdog;
    private final Runnable whenClosed;
    private final TimeSync timeSync;

    private volatile StreamInfo info;
    private volatile FeedConnection feed;
    private volatile boolean closed;
    private volatile long receivedSamples;
    private volatile long lastReceiptNanos;
    private volatile String deathNote;
    private Thread reader;
    private boolean recovering;
    private boolean reading;

    /** @throws IOException when the stream cannot be had */
    StreamInlet(
            StreamInfo resolved,
            InletOptions options,
            LslSettings settings,
            UdpResolver resolver,
            Watchdog watchdog,
            Runnable whenClosed)
            throws IOException {
        this.options = options;
        this.settings = settings;
        this.resolver = resolver;
        this.watchdog = watchdog;
        this.whenClosed = whenClosed;
        connect(resolved);
        timeSync = new TimeSync(info, settings.timing());
    }

    private void connect(StreamInfo resolved) throws IOException {
        try {
            StreamInfo full = FullInfo.fetch(resolved, settings.timing().handshakeSeconds());
            feed = FeedConnection.open(full, options.bufferSeconds(), settings);
            info = full;
        } catch (IOException e) {
            throw new IOException("stream " + resolved + ": " + e.getMessage(), e);
        }
    }

    @Override
    public StreamInfo info() {
        return info;
    }

    @Override
    public synchronized void start(InletListener listener) {
        if (closed || reader != null) {
            throw new IllegalStateException(
                    "the inlet of stream " + info + (closed ? " is closed" : " was started already"));
        }
        lastReceiptNanos = System.nanoTime();
        reader = new Thread(() -> runGuarded(listener), "lsl-inlet-" + info.name());
        reader.setDaemon(true);
        reader.start();
        if (options.timeSync()) {
            timeSync.start();
        }
    }

    /** A listener that throws ends the stream; it is told so, and the exception goes to the thread's handler. */
    private void runGuarded(InletListener listener) {
        try {
            run(listener);
        } catch (RuntimeException | Error e) {
            feed.close();
            if (!closed) {
                listener.onLost("stream " + info + ": its listener failed: " + e);
            }
            throw e;
        } finally {
            watchdog.forget(this);
            timeSync.close();
        }
    }

    private void run(InletListener listener) {
        boolean connected = true;
        while (connected) {
            String why = readUntilLost(listener);
            feed.close();
            if (closed) {
                return;
            }
            listener.onLost("stream " + info + ": " + why);
            connected = recovers() && recover();
            if (connected && !closed) {
                timeSync.retarget(info);
                listener.onRecovered();
            }
        }
    }

    private boolean recovers() {
        return options.recover()
                && !info.sourceId().isEmpty()
                && info.sourceId().indexOf('\n') < 0;
    }

    /** Says in one line how the connection ended. */
    private String readUntilLost(InletListener listener) {
        deathNote = null;
        lastReceiptNanos = System.nanoTime();
        setReading(true);
        watchdog.watch(this);
        try {
            read(listener);
            return "closed";
        } catch (IOException e) {
            String note = deathNote;
            return note != null ? note : e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        } finally {
            watchdog.forget(this);
            setReading(false);
        }
    }

    private void read(InletListener listener) throws IOException {
        FeedConnection connection = feed;
        SampleDecoder decoder = connection.decoder();
        StampDeducer stamps = new StampDeducer(info.nominalRateHz());
        long arrivalNanos = System.nanoTime();
        while (!closed) {
            while (connection.take()) {
                double stamp = stamps.next(decoder.isDeduced(), decoder.stampSeconds());
                receivedSamples++;
                decoder.deliver(listener, stamp, stamps.isAnchored(), arrivalNanos);
                if (closed) {
                    return;
                }
            }
            connection.receive();
            arrivalNanos = System.nanoTime();
            lastReceiptNanos = arrivalNanos;
        }
    }

    private synchronized void setReading(boolean now) {
        reading = now;
    }

    /** False when the inlet was closed meanwhile. */
    private boolean recover() {
        setRecovering(true);
        try {
            SenderSearch search = new SenderSearch(resolver);
            while (!closed) {
                Thread.sleep(PAUSE_BEFORE_RECONNECT_MS);
                StreamInfo candidate = search.candidate(info);
                if (candidate != null && reconnect(candidate)) {
                    return !closed;
                }
            }
        } catch (InterruptedException e) {
            // Only close() interrupts, and only in here.
        } finally {
            setRecovering(false);
        }
        return false;
    }

    private boolean reconnect(StreamInfo candidate) {
        try {
            connect(candidate);
        } catch (IOException e) {
            return false;
        }
        if (closed) {
            feed.close();
        }
        return true;
    }

    private synchronized void setRecovering(boolean now) {
        recovering = now;
        if (!now) {
            // An interrupt of ours that came late must not reach the listener's code.
            Thread.interrupted();
        }
    }

    /** For the watchdog: ends a connection whose sender is gone. */
    void checkAfterSilence(long silenceNanos) {
        if (System.nanoTime() - lastReceiptNanos < silenceNanos) {
            return;
        }
        FeedConnection asked = feed;
        try {
            FullInfo.fetch(info, settings.timing().handshakeSeconds());
        } catch (IOException e) {
            synchronized (this) {
                if (reading && feed == asked && System.nanoTime() - lastReceiptNanos >= silenceNanos) {
                    deathNote = "silent, and its sender no longer answers (" + e.getMessage() + ")";
                    asked.close();
                }
            }
        }
    }

    @Override
    public TimeCorrection timeCorrection() {
        return timeSync.newest();
    }

    @Override
    public long receivedSamples() {
        return receivedSamples;
    }

    @Override
    public void close() {
        Thread running;
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
            running = reader;
            if (recovering) {
                running.interrupt();
            }
        }
        watchdog.forget(this);
        timeSync.close();
        feed.close();
        if (running != null && running != Thread.currentThread()) {
            awaitEnd(running);
        }
        whenClosed.run();
    }

    private void awaitEnd(Thread running) {
        try {
            running.join(CLOSE_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (running.isAlive()) {
            System.getLogger("org.phasor.lsl")
                    .log(System.Logger.Level.WARNING, "stream " + info + ": its listener still holds on to a sample");
        }
    }
}
