package org.phasor.lsl.liblsl;

import com.sun.jna.Memory;
import com.sun.jna.NativeLong;
import com.sun.jna.Pointer;
import java.io.IOException;
import java.time.Duration;
import java.util.function.Consumer;
import org.phasor.lsl.Outlet;
import org.phasor.lsl.OutletOptions;
import org.phasor.lsl.StreamInfo;

/** An outlet of liblsl, which queues every push for a thread of its own per consumer. */
final class NativeOutlet implements Outlet {

    private static final double WAIT_SLICE_SECONDS = 0.1;

    private final NativeHandle handle;
    private final StreamInfo info;
    private final PushBuffer buffer;
    private final Consumer<NativeOutlet> whenClosed;

    NativeOutlet(StreamInfo wanted, OutletOptions options, Consumer<NativeOutlet> whenClosed) throws IOException {
        this.whenClosed = whenClosed;
        int bufferSeconds = (int) Math.ceil(options.bufferSeconds());
        Pointer described = NativeInfo.toServe(wanted);
        Pointer made;
        try {
            made = LiblslFunctions.lsl_create_outlet(described, 0, bufferSeconds);
        } finally {
            LiblslFunctions.lsl_destroy_streaminfo(described);
        }
        if (made == null) {
            throw new IOException("stream " + wanted + ": liblsl cannot serve it: " + NativeInfo.lastError());
        }
        handle = new NativeHandle(made, LiblslFunctions::lsl_destroy_outlet);
        try {
            info = NativeInfo.taken(LiblslFunctions.lsl_get_info(made));
        } catch (IOException e) {
            handle.close();
            throw e;
        }
        buffer = new PushBuffer(wanted.format(), wanted.channelCount());
    }

    @Override
    public StreamInfo info() {
        return info;
    }

    @Override
    public void push(double[] values, double stampSeconds) {
        require(!info.format().isText(), "a text stream");
        requireCount(values.length);
        requireFinite(stampSeconds);
        enter();
        try {
            check(pushSample(buffer.values(values, values.length), stampSeconds, 1));
        } finally {
            handle.leave();
        }
    }

    private int pushSample(Pointer values, double stamp, int pushThrough) {
        return buffer.isWhole()
                ? LiblslFunctions.lsl_push_sample_ltp(handle.pointer(), values, stamp, pushThrough)
                : LiblslFunctions.lsl_push_sample_dtp(handle.pointer(), values, stamp, pushThrough);
    }

    @Override
    public void push(String[] values, double stampSeconds) {
        require(info.format().isText(), "a numeric stream");
        requireCount(values.length);
        requireFinite(stampSeconds);
        enter();
        try {
            Memory texts = buffer.texts(values);
            check(LiblslFunctions.lsl_push_sample_buftp(handle.pointer(), texts, buffer.lengths(), stampSeconds, 1));
        } finally {
            handle.leave();
        }
    }

    @Override
    public void pushChunk(double[] samples, int count, double lastStampSeconds) {
        require(!info.format().isText(), "a text stream");
        int channels = info.channelCount();
        if (count < 0 || (long) count * channels > samples.length) {
            throw new IllegalArgumentException("count = " + count + ": " + samples.length + " values hold 0 to "
                    + samples.length / channels + " samples of stream " + info);
        }
        requireFinite(lastStampSeconds);
        if (count == 0) {
            return;
        }
        enter();
        try {
            Memory values = buffer.values(samples, count * channels);
            if (lastStampSeconds == DEDUCED) {
                pushDeduced(values, count);
            } else {
                NativeLong elements = new NativeLong((long) count * channels);
                check(
                        buffer.isWhole()
                                ? LiblslFunctions.lsl_push_chunk_ltp(
                                        handle.pointer(), values, elements, lastStampSeconds, 1)
                                : LiblslFunctions.lsl_push_chunk_dtp(
                                        handle.pointer(), values, elements, lastStampSeconds, 1));
            }
        } finally {
            handle.leave();
        }
    }

    /** liblsl's own chunk call takes the intervals from every stamp, from "deduced" as well. */
    private void pushDeduced(Memory values, int count) {
        long sampleBytes = (long) info.channelCount() * Double.BYTES;
        for (int i = 0; i < count; i++) {
            check(pushSample(values.share(i * sampleBytes), DEDUCED, i == count - 1 ? 1 : 0));
        }
    }

    private void require(boolean kind, String not) {
        if (!kind) {
            throw new IllegalArgumentException("stream " + info + " is " + not);
        }
    }

    private void requireCount(int values) {
        if (values != info.channelCount()) {
            throw new IllegalArgumentException(
                    values + " values: stream " + info + " takes " + info.channelCount() + " per sample");
        }
    }

    private static void requireFinite(double stampSeconds) {
        if (!Double.isFinite(stampSeconds)) {
            throw new IllegalArgumentException("stampSeconds = " + stampSeconds + ": must be finite");
        }
    }

    private void enter() {
        if (!handle.enter()) {
            throw new IllegalStateException("the outlet of stream " + info + " is closed");
        }
    }

    private void check(int code) {
        if (code != 0) {
            throw new IllegalStateException(
                    "stream " + info + ": liblsl took no sample: error " + code + ", " + NativeInfo.lastError());
        }
    }

    @Override
    public boolean hasConsumers() {
        if (!handle.enter()) {
            return false;
        }
        try {
            return LiblslFunctions.lsl_have_consumers(handle.pointer()) != 0;
        } finally {
            handle.leave();
        }
    }

    @Override
    public boolean awaitConsumer(Duration timeout) throws InterruptedException {
        long deadline = System.nanoTime() + timeout.toNanos();
        boolean found = false;
        while (!found && handle.enter()) {
            double left = Math.max(0, (deadline - System.nanoTime()) / 1e9);
            try {
                double slice = Math.min(left, WAIT_SLICE_SECONDS);
                found = LiblslFunctions.lsl_wait_for_consumers(handle.pointer(), slice) != 0;
            } finally {
                handle.leave();
            }
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            if (left <= 0) {
                break;
            }
        }
        return found;
    }

    /** liblsl does not tell: with a consumer it waits the time out, in which liblsl sends what it can, and is false. */
    @Override
    public boolean awaitFlushed(Duration timeout) throws InterruptedException {
        if (!hasConsumers()) {
            return true;
        }
        Thread.sleep(timeout.toMillis());
        return false;
    }

    /** liblsl does not tell. */
    @Override
    public long droppedSamples() {
        return UNKNOWN;
    }

    @Override
    public void close() {
        if (handle.close()) {
            whenClosed.accept(this);
        }
    }
}
