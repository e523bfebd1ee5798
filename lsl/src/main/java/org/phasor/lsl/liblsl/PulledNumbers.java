package org.phasor.lsl.liblsl;

import com.sun.jna.Memory;
import com.sun.jna.NativeLong;
import com.sun.jna.Pointer;
import java.nio.ByteOrder;
import java.nio.DoubleBuffer;
import org.phasor.lsl.InletListener;

/** Samples of the six numeric formats, as doubles. */
final class PulledNumbers implements PulledSamples {

    private static final int MOST_BYTES = 1 << 20;
    private static final int MOST_SAMPLES = 512;

    private final int channels;
    private final Memory values;
    private final Memory stamps;
    private final Pointer valuesBehindFirst;
    private final Pointer stampsBehindFirst;
    private final DoubleBuffer valueView;
    private final DoubleBuffer stampView;
    private final double[] sample;
    private final NativeLong oneSample;
    private final NativeLong oneStamp = new NativeLong(1);
    private final NativeLong restOfValues;
    private final NativeLong restOfStamps;
    private final int[] errorCode = new int[1];

    PulledNumbers(int channels) {
        this.channels = channels;
        int capacity = Math.max(2, Math.min(MOST_SAMPLES, MOST_BYTES / (channels * Double.BYTES)));
        values = new Memory((long) capacity * channels * Double.BYTES);
        stamps = new Memory((long) capacity * Double.BYTES);
        valuesBehindFirst = values.share((long) channels * Double.BYTES);
        stampsBehindFirst = stamps.share(Double.BYTES);
        valueView = doubles(values);
        stampView = doubles(stamps);
        sample = new double[channels];
        oneSample = new NativeLong(channels);
        restOfValues = new NativeLong((long) (capacity - 1) * channels);
        restOfStamps = new NativeLong(capacity - 1);
    }

    private static DoubleBuffer doubles(Memory memory) {
        return memory.getByteBuffer(0, memory.size())
                .order(ByteOrder.nativeOrder())
                .asDoubleBuffer();
    }

    @Override
    public int pull(Pointer inlet, double timeoutSeconds) throws StreamLost {
        // A chunk call with a time-out waits until its buffer is full: first a buffer of one, then all that is there.
        int first = pull(inlet, values, stamps, oneSample, oneStamp, timeoutSeconds);
        if (first == 0) {
            return 0;
        }
        return 1 + pull(inlet, valuesBehindFirst, stampsBehindFirst, restOfValues, restOfStamps, 0);
    }

    private int pull(
            Pointer inlet, Pointer into, Pointer stampsInto, NativeLong most, NativeLong mostStamps, double wait)
            throws StreamLost {
        errorCode[0] = 0;
        NativeLong pulled =
                LiblslFunctions.lsl_pull_chunk_d(inlet, into, stampsInto, most, mostStamps, wait, errorCode);
        if (pulled.longValue() == 0) {
            StreamLost.check(errorCode[0]);
        }
        return (int) (pulled.longValue() / channels);
    }

    @Override
    public void deliver(int index, long arrivalNanos, InletListener listener) {
        valueView.get(index * channels, sample);
        listener.onSample(stampView.get(index), true, arrivalNanos, sample);
    }

    @Override
    public void close() {
        values.close();
        stamps.close();
    }
}
