package org.phasor.lsl.liblsl;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.phasor.lsl.ChannelFormat;

/**
 * Values on their way into liblsl, in memory of C that is reused and grows. Integers are rounded to the nearest and held
 * to the format's range, NaN becomes 0: liblsl itself would cut them, and C leaves open what becomes of those that do
 * not fit. For the pushing thread only.
 */
final class PushBuffer {

    private final ChannelFormat format;
    private final double least;
    private final double most;
    private Memory memory;
    private ByteBuffer bytes;
    private Memory lengths;

    PushBuffer(ChannelFormat format, int channels) {
        this.format = format;
        int bits = format.bytes() * 8;
        this.most = Math.scalb(1.0, bits - 1) - 1;
        this.least = -Math.scalb(1.0, bits - 1);
        grow(Math.max(64, (long) channels * Double.BYTES));
    }

    private void grow(long least) {
        memory = new Memory(least);
        bytes = memory.getByteBuffer(0, least).order(ByteOrder.nativeOrder());
    }

    /** True when values go as {@code int64_t}: a double would not hold their ends. */
    boolean isWhole() {
        return format == ChannelFormat.INT64;
    }

    /** The values as doubles, or as longs when {@link #isWhole}. */
    Memory values(double[] values, int count) {
        if (memory.size() < (long) count * Double.BYTES) {
            grow(2L * count * Double.BYTES);
        }
        switch (format) {
            case FLOAT32, DOUBLE64 -> bytes.asDoubleBuffer().put(values, 0, count);
            case INT64 -> {
                for (int i = 0; i < count; i++) {
                    bytes.putLong(i * Long.BYTES, (long) Math.rint(values[i]));
                }
            }
            default -> {
                for (int i = 0; i < count; i++) {
                    bytes.putDouble(i * Double.BYTES, within(values[i]));
                }
            }
        }
        return memory;
    }

    private double within(double value) {
        return Double.isNaN(value) ? 0 : Math.min(Math.max(Math.rint(value), least), most);
    }

    /** An array of pointers to the texts in UTF-8, which stand behind it; {@link #lengths} says how long they are. */
    Memory texts(String[] texts) {
        byte[][] encoded = new byte[texts.length][];
        long pointers = (long) texts.length * Native.POINTER_SIZE;
        long total = pointers;
        for (int i = 0; i < texts.length; i++) {
            encoded[i] = texts[i].getBytes(StandardCharsets.UTF_8);
            total += encoded[i].length + 1L;
        }
        if (memory.size() < total) {
            grow(2 * total);
        }
        if (lengths == null) {
            lengths = new Memory((long) texts.length * Integer.BYTES);
        }
        long at = pointers;
        for (int i = 0; i < texts.length; i++) {
            memory.setPointer((long) i * Native.POINTER_SIZE, memory.share(at));
            memory.write(at, encoded[i], 0, encoded[i].length);
            memory.setByte(at + encoded[i].length, (byte) 0);
            lengths.setInt((long) i * Integer.BYTES, encoded[i].length);
            at += encoded[i].length + 1;
        }
        return memory;
    }

    /** Of the texts given last. */
    Memory lengths() {
        return lengths;
    }
}
