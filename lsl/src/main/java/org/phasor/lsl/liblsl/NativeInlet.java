package org.phasor.lsl.liblsl;

import com.sun.jna.Pointer;
import java.io.IOException;
import java.util.function.Consumer;
import org.phasor.lsl.Inlet;
import org.phasor.lsl.InletListener;
import org.phasor.lsl.InletOptions;
import org.phasor.lsl.StreamInfo;
import org.phasor.lsl.TimeCorrection;

/**
 * An inlet of liblsl with a reader thread that pulls; no code of ours is called from C. liblsl recovers on its own and
 * tells nobody; what it tells is that the clock offset was lost with the connection. The listener hears {@code onLost}
 * and {@code onRecovered} of that together, when samples can flow again, and only with time sync.
 */
final class NativeInlet implements Inlet {

    private static final double CONNECT_SECONDS = 5;
    private static final double PULL_SECONDS = 0.1;
    private static final long CLOSE_MS = 10_000;

    private final InletOptions options;
    private final NativeHandle handle;
    private final NativeTimeSync timeSync;
    private final Consumer<NativeInlet> whenClosed;
    private volatile StreamInfo info;
    private volatile boolean closed;
    private volatile long receivedSamples;
    private Thread reader;

    NativeInlet(StreamInfo resolved, InletOptions options, Consumer<NativeInlet> whenClosed) throws IOException {
        this.options = options;
        this.whenClosed = whenClosed;
        int bufferSeconds = (int) Math.ceil(options.bufferSeconds());
        Pointer described = NativeInfo.toReceive(resolved);
        Pointer made;
        try {
            made = LiblslFunctions.lsl_create_inlet(described, bufferSeconds, 0, options.recover() ? 1 : 0);
        } finally {
            LiblslFunctions.lsl_destroy_streaminfo(described);
        }
        if (made == null) {
            throw new IOException("stream " + resolved + ": liblsl cannot receive it: " + NativeInfo.lastError());
        }
        handle = new NativeHandle(made, LiblslFunctions::lsl_destroy_inlet);
        try {
            info = fullInfo(made, resolved);
            int[] errorCode = new int[1];
            LiblslFunctions.lsl_open_stream(made, CONNECT_SECONDS, errorCode);
            check(errorCode[0], resolved);
        } catch (IOException e) {
            handle.close();
            throw e;
        }
        timeSync = new NativeTimeSync(handle, resolved.name());
    }

    private static StreamInfo fullInfo(Pointer inlet, StreamInfo resolved) throws IOException {
        int[] errorCode = new int[1];
        Pointer full = LiblslFunctions.lsl_get_fullinfo(inlet, CONNECT_SECONDS, errorCode);
        check(errorCode[0], resolved);
        if (full == null) {
            throw new IOException("stream " + resolved + ": liblsl gave no description");
        }
        return NativeInfo.taken(full);
    }

    private static void check(int errorCode, StreamInfo resolved) throws IOException {
        switch (errorCode) {
            case 0 -> {}
            case LiblslFunctions.TIMEOUT ->
                throw new IOException("stream " + resolved + ": no answer in " + CONNECT_SECONDS + " s");
            case LiblslFunctions.LOST ->
                throw new IOException("stream " + resolved + ": its sender is gone: " + NativeInfo.lastError());
            default ->
                throw new IOException(
                        "stream " + resolved + ": liblsl failed: error " + errorCode + ", " + NativeInfo.lastError());
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
        reader = new Thread(() -> runGuarded(listener), "liblsl-inlet-" + info.name());
        reader.setDaemon(true);
        reader.start();
        if (options.timeSync()) {
            timeSync.start();
        }
    }

    /** A listener that throws ends the stream; it is told so, and the exception goes to the thread's handler. */
    private void runGuarded(InletListener listener) {
        if (!handle.enter()) {
            return;
        }
        int channels = info.channelCount();
        try (PulledSamples samples = info.format().isText() ? new PulledTexts(channels) : new PulledNumbers(channels)) {
            read(samples, listener);
        } catch (PulledSamples.StreamLost e) {
            if (!closed) {
                listener.onLost("stream " + info + ": " + e.getMessage());
            }
        } catch (RuntimeException | Error e) {
            if (!closed) {
                listener.onLost("stream " + info + ": its listener failed: " + e);
            }
            throw e;
        } finally {
            timeSync.close();
            handle.leave();
        }
    }

    private void read(PulledSamples samples, InletListener listener) throws PulledSamples.StreamLost {
        Pointer inlet = handle.pointer();
        while (!closed) {
            int count = samples.pull(inlet, PULL_SECONDS);
            long arrivalNanos = System.nanoTime();
            if (options.timeSync() && LiblslFunctions.lsl_was_clock_reset(inlet) != 0 && !closed) {
                recovered(listener);
            }
            for (int i = 0; i < count && !closed; i++) {
                receivedSamples++;
                samples.deliver(i, arrivalNanos, listener);
            }
        }
    }

    private void recovered(InletListener listener) {
        timeSync.forget();
        listener.onLost("stream " + info + ": the connection was lost; liblsl has made a new one");
        listener.onRecovered();
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
        }
        timeSync.close();
        handle.close();
        if (running != null && running != Thread.currentThread()) {
            awaitEnd(running);
        }
        whenClosed.accept(this);
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
