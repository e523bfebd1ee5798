package org.phasor.lsl;

import java.nio.ByteOrder;

/**
 * What an outlet and one receiver agree on, decided by the outlet from the receiver's headers.
 *
 * @param order of everything binary
 * @param dataProtocol 110, or 100 when the receiver cannot take 110
 * @param suppressSubnormals the receiver has to zero them
 * @param maxBufferSamples what may wait for the receiver; 0 when it wants no samples
 * @param maxChunkSamples how many samples that are not pushed through the receiver wants in one write; 0 leaves it to
 *     the outlet
 */
record FeedTerms(
        ByteOrder order, int dataProtocol, boolean suppressSubnormals, int maxBufferSamples, int maxChunkSamples) {

    static final int LITTLE = 1234;
    static final int BIG = 4321;

    /**
     * Byte swaps in 10 ms, the measure in which both sides say how cheap swapping is for them. Ours comes with the
     * store instruction; native liblsl says about 1.4e7 on a desktop machine.
     */
    static final double OUR_SWAPS = 1e8;

    private static final int STRING_VALUE_SIZE = 32;

    /** The protocol whose data are a portable archive. */
    static final int LEGACY = 100;

    static FeedTerms agree(ChannelFormat format, int requestVersion, FeedHeaders client) {
        return agree(format, StreamInfo.PROTOCOL_VERSION, requestVersion, client);
    }

    /**
     * @param ownVersion the newest protocol that the outlet speaks
     * @throws IllegalArgumentException when a header's number is none
     */
    static FeedTerms agree(ChannelFormat format, int ownVersion, int requestVersion, FeedHeaders client) {
        ByteOrder ours = ByteOrder.nativeOrder();
        double clientOrder = client.number("native-byte-order", LITTLE);
        int ownSize = format.isText() ? STRING_VALUE_SIZE : format.bytes();
        double clientSize = client.number("value-size", ownSize);
        boolean swap = clientOrder != codeOf(ours)
                && (clientOrder == LITTLE || clientOrder == BIG)
                && clientSize > 1
                && OUR_SWAPS > client.number("endian-performance", 0);
        ByteOrder order = swap ? foreign(ours) : ours;

        int wanted = (int) Math.min(ownVersion, client.number("protocol-version", requestVersion));
        boolean floats = client.text("has-ieee754-floats", "1").equals("1");
        boolean sameSize = format.isText() || clientSize == ownSize;
        int protocol = floats && sameSize ? wanted : Math.min(wanted, LEGACY);

        boolean hasSubnormals = format == ChannelFormat.FLOAT32 || format == ChannelFormat.DOUBLE64;
        boolean suppress =
                hasSubnormals && !client.text("supports-subnormals", "1").equals("1");
        return new FeedTerms(
                order, protocol, suppress, samples(client, "max-buffer-length"), samples(client, "max-chunk-length"));
    }

    private static int samples(FeedHeaders client, String header) {
        return (int) Math.max(0, Math.min(Integer.MAX_VALUE, client.number(header, 0)));
    }

    /** Those of a receiver that asks by protocol 1.00, which has no headers. */
    static FeedTerms legacy(int maxBufferSamples, int maxChunkSamples) {
        return new FeedTerms(
                ByteOrder.LITTLE_ENDIAN, LEGACY, false, Math.max(0, maxBufferSamples), Math.max(0, maxChunkSamples));
    }

    static int codeOf(ByteOrder order) {
        return order == ByteOrder.LITTLE_ENDIAN ? LITTLE : BIG;
    }

    static ByteOrder foreign(ByteOrder order) {
        return order == ByteOrder.LITTLE_ENDIAN ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    }

    String response(String uid) {
        return "LSL/110 200 OK\r\n"
                + "UID: " + uid + "\r\n"
                + "Byte-Order: " + codeOf(order) + "\r\n"
                + "Suppress-Subnormals: " + (suppressSubnormals ? 1 : 0) + "\r\n"
                + "Data-Protocol-Version: " + dataProtocol + "\r\n\r\n";
    }
}
