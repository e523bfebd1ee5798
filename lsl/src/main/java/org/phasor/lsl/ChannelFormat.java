package org.phasor.lsl;

/** How one value of a channel is represented on the wire and in XDF files. Immutable. */
public enum ChannelFormat {
    FLOAT32("float32", 4),
    DOUBLE64("double64", 8),
    STRING("string", 0),
    INT32("int32", 4),
    INT16("int16", 2),
    INT8("int8", 1),
    INT64("int64", 8);

    private final String wireName;
    private final int bytes;

    ChannelFormat(String wireName, int bytes) {
        this.wireName = wireName;
        this.bytes = bytes;
    }

    /** The name in stream descriptions, as {@code float32}. */
    public String wireName() {
        return wireName;
    }

    /** Bytes of one value; 0 for strings, whose size varies. */
    public int bytes() {
        return bytes;
    }

    public boolean isText() {
        return this == STRING;
    }

    /**
     * @throws IllegalArgumentException when the name is none of the seven formats
     */
    public static ChannelFormat fromWireName(String name) {
        for (ChannelFormat format : values()) {
            if (format.wireName.equals(name)) {
                return format;
            }
        }
        throw new IllegalArgumentException(
                "channel_format = " + name + ": must be float32, double64, string, int32, int16, int8 or int64");
    }
}
