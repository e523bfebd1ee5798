package org.phasor.lsl;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** Samples of the six numeric formats: their size follows from the tag. Allocates nothing per sample. */
final class NumericDecoder extends SampleDecoder {

    private final ChannelFormat format;
    private final boolean suppressSubnormals;
    private final double[] values;
    private final int valueBytes;

    NumericDecoder(ChannelFormat format, int channels, boolean suppressSubnormals) {
        this.format = format;
        this.suppressSubnormals = suppressSubnormals;
        this.values = new double[channels];
        this.valueBytes = channels * format.bytes();
    }

    @Override
    int bytesNeeded() {
        return 1 + Double.BYTES + valueBytes;
    }

    @Override
    boolean decode(ByteBuffer in) {
        if (!in.hasRemaining()) {
            return false;
        }
        boolean untold = in.get(in.position()) == EncodedSamples.TAG_DEDUCED;
        int head = untold ? 1 : 1 + Double.BYTES;
        if (in.remaining() < head + valueBytes) {
            return false;
        }
        in.get();
        stampSeconds = untold ? Outlet.DEDUCED : in.getDouble();
        deduced = stampSeconds == Outlet.DEDUCED;
        switch (format) {
            case FLOAT32 -> readFloats(in);
            case DOUBLE64 -> readDoubles(in);
            case INT32 -> {
                for (int i = 0; i < values.length; i++) {
                    values[i] = in.getInt();
                }
            }
            case INT16 -> {
                for (int i = 0; i < values.length; i++) {
                    values[i] = in.getShort();
                }
            }
            case INT8 -> {
                for (int i = 0; i < values.length; i++) {
                    values[i] = in.get();
                }
            }
            case INT64 -> {
                for (int i = 0; i < values.length; i++) {
                    values[i] = in.getLong();
                }
            }
            case STRING -> throw new IllegalStateException("a text stream has another decoder");
        }
        return true;
    }

    private void readFloats(ByteBuffer in) {
        for (int i = 0; i < values.length; i++) {
            float value = in.getFloat();
            values[i] = suppressSubnormals && Math.abs(value) < Float.MIN_NORMAL ? Math.copySign(0, value) : value;
        }
    }

    private void readDoubles(ByteBuffer in) {
        for (int i = 0; i < values.length; i++) {
            double value = in.getDouble();
            values[i] = suppressSubnormals && Math.abs(value) < Double.MIN_NORMAL ? Math.copySign(0, value) : value;
        }
    }

    @Override
    void deliver(InletListener listener, double stamp, boolean anchored, long arrivalNanos) {
        listener.onSample(stamp, anchored, arrivalNanos, values);
    }

    @Override
    boolean isPattern(int offset) {
        return stampSeconds == TestPattern.STAMP_SECONDS
                && Arrays.equals(values, TestPattern.values(format, values.length, offset));
    }
}
