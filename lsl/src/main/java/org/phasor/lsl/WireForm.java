package org.phasor.lsl;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** The forms that samples can have on their way to a receiver. */
enum WireForm {
    /** Data protocol 1.10. */
    LITTLE_ENDIAN(ByteOrder.LITTLE_ENDIAN),
    BIG_ENDIAN(ByteOrder.BIG_ENDIAN),
    /** Data protocol 1.00, a portable archive. */
    ARCHIVE(ByteOrder.LITTLE_ENDIAN);

    /** That of native receivers on this machine. */
    static final WireForm OWN = of(ByteOrder.nativeOrder());

    private final ByteOrder order;

    WireForm(ByteOrder order) {
        this.order = order;
    }

    /** That of data protocol 1.10. */
    static WireForm of(ByteOrder order) {
        return order == ByteOrder.LITTLE_ENDIAN ? LITTLE_ENDIAN : BIG_ENDIAN;
    }

    static WireForm of(FeedTerms terms) {
        return terms.dataProtocol() < StreamInfo.PROTOCOL_VERSION ? ARCHIVE : of(terms.order());
    }

    ByteOrder order() {
        return order;
    }

    /** One bit for each form, to say which of them are wanted. */
    int bit() {
        return 1 << ordinal();
    }

    /** The most that the beginning of a sample, tag and stamp, takes. */
    int headBytes() {
        return this == ARCHIVE ? 2 + ArchiveWriter.MAX_BYTES : 1 + Double.BYTES;
    }

    /** The most that one value of a numeric format takes. */
    int valueBytes(ChannelFormat format) {
        return this == ARCHIVE ? 1 + format.bytes() : format.bytes();
    }

    /** What stands before a text: its length, in at most that many bytes. */
    int textHeadBytes() {
        return 1 + Integer.BYTES;
    }

    void putDeduced(ByteBuffer out) {
        if (this == ARCHIVE) {
            out.put((byte) 1);
        }
        out.put(EncodedSamples.TAG_DEDUCED);
    }

    void putStamped(ByteBuffer out, double stampSeconds) {
        if (this == ARCHIVE) {
            out.put((byte) 1).put(EncodedSamples.TAG_STAMPED);
            ArchiveWriter.putDouble(out, stampSeconds);
        } else {
            out.put(EncodedSamples.TAG_STAMPED).putDouble(stampSeconds);
        }
    }

    void putText(ByteBuffer out, byte[] text) {
        if (this == ARCHIVE) {
            ArchiveWriter.putSigned(out, text.length);
        } else if (text.length <= 255) {
            out.put((byte) 1).put((byte) text.length);
        } else {
            out.put((byte) 4).putInt(text.length);
        }
        out.put(text);
    }

    /** Bytes of a tag, whose last one says which it is. */
    int tagBytes() {
        return this == ARCHIVE ? 2 : 1;
    }
}
