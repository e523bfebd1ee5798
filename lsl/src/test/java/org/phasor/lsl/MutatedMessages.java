package org.phasor.lsl;

import java.io.ByteArrayOutputStream;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Real messages of the protocol with faults in them. The same seed gives the same messages. */
final class MutatedMessages {

    static final int MAX_BYTES = 100_000;

    private static final String UID = "aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee";
    private static final byte[] TELLING =
            "\0\1\2\4\10\11\177\200\377\r\n \t<>&'\"[]():;=/.-".getBytes(StandardCharsets.ISO_8859_1);
    private static final List<String> NUMBERS = List.of(
            "4611686018427387904", "-1", "2147483648", "-2147483649", "1e999", "NaN", "0x1p9", "65536", "1,5", "", "٣");
    private static final List<String> QUERIES = List.of(
            "session_id='default' and name='FakeEEG'",
            "count(desc/channels/channel[label='C3'])=1 and starts-with(name,'F')",
            "//channel[unit=\"microvolts\"]/label != '' or nominal_srate > 100",
            "contains(name,concat(\"it's\",'\"')) and not(type='EMG')",
            "");

    /** The kinds of message, and what can be said in each. */
    enum Kind {
        QUERY,
        TIME_REQUEST,
        TIME_REPLY,
        CLIENT_REQUEST,
        DESCRIPTION,
        SAMPLES,
        RESPONSE
    }

    private final Random random;

    MutatedMessages(long seed) {
        random = new Random(seed);
    }

    Random random() {
        return random;
    }

    static StreamInfo info(ChannelFormat format) {
        return StreamInfo.builder("Fuzz <&> \u00FC", "EEG")
                .channels(List.of(
                        new ChannelInfo("C3", "microvolts", "EEG"),
                        new ChannelInfo("C4", "microvolts", "EEG"),
                        new ChannelInfo("]]>", "'\"", "\t")))
                .format(format)
                .nominalRateHz(250.5)
                .sourceId("src")
                .uid(UID)
                .createdAtSeconds(12.5)
                .protocolVersion(StreamInfo.PROTOCOL_VERSION)
                .build();
    }

    /** Unchanged once in sixteen. */
    byte[] next(Kind kind, ChannelFormat format, ByteOrder order) {
        byte[] message = real(kind, format, order);
        if (random.nextInt(16) == 0) {
            return message;
        }
        for (int i = random.nextInt(4); i >= 0; i--) {
            message = mutated(message, format, order);
        }
        return message.length <= MAX_BYTES ? message : Arrays.copyOf(message, MAX_BYTES);
    }

    byte[] real(Kind kind, ChannelFormat format, ByteOrder order) {
        return switch (kind) {
            case QUERY -> new ShortInfoRequest(QUERIES.get(random.nextInt(QUERIES.size())), 16573, "id-1").toBytes();
            case TIME_REQUEST -> utf8(TimeProbe.request(42, 869.390500403));
            case TIME_REPLY -> utf8(" 42 869.390500403 869.390644429 869.390703328");
            case CLIENT_REQUEST ->
                utf8(
                        switch (random.nextInt(4)) {
                            case 0 -> "LSL:fullinfo\r\n";
                            case 1 -> "LSL:shortinfo\r\n" + QUERIES.get(random.nextInt(QUERIES.size())) + "\r\n";
                            default -> FeedConnection.request(info(format), 10, "default");
                        });
            case DESCRIPTION ->
                utf8(random.nextBoolean() ? info(format).toXml() : info(format).toShortXml());
            case SAMPLES -> samples(format, order);
            case RESPONSE -> response(format, order);
        };
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private byte[] samples(ChannelFormat format, ByteOrder order) {
        EncodedSamples encoded = new EncodedSamples(format, order);
        for (int i = random.nextInt(8); i >= 0; i--) {
            boolean deduced = random.nextBoolean();
            if (format.isText()) {
                encoded.add(new String[] {"a", "\u00FC".repeat(random.nextInt(200)), ""}, deduced, 100 + i);
            } else {
                encoded.add(new double[] {i, -1.5, Double.NaN}, 0, 3, deduced, 100 + i);
            }
        }
        return encoded.copy(0, encoded.end(encoded.count() - 1));
    }

    private byte[] response(ChannelFormat format, ByteOrder order) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(utf8(new FeedTerms(order, 110, false, 100, 0).response(UID)));
        EncodedSamples patterns = new EncodedSamples(format, order);
        for (int offset : TestPattern.OFFSETS) {
            if (format.isText()) {
                patterns.add(TestPattern.texts(3), false, TestPattern.STAMP_SECONDS);
            } else {
                patterns.add(TestPattern.values(format, 3, offset), 0, 3, false, TestPattern.STAMP_SECONDS);
            }
        }
        all.writeBytes(patterns.copy(0, patterns.end(patterns.count() - 1)));
        byte[] after = samples(format, order);
        // Faults in the samples only, often: those in the header end the conversation early.
        all.writeBytes(random.nextBoolean() ? mutated(after, format, order) : after);
        return all.toByteArray();
    }

    private byte[] mutated(byte[] message, ChannelFormat format, ByteOrder order) {
        int length = message.length;
        int from = length == 0 ? 0 : random.nextInt(length);
        int to = from + random.nextInt(Math.min(length - from, 1 << random.nextInt(10)) + 1);
        return switch (random.nextInt(9)) {
            case 0 -> {
                byte[] flipped = message.clone();
                if (length > 0) {
                    flipped[from] ^= (byte) (1 << random.nextInt(8));
                }
                yield flipped;
            }
            case 1 -> replaced(message, from, Math.min(length, from + 1), telling(1 + random.nextInt(8)));
            case 2 -> replaced(message, from, to, new byte[0]);
            case 3 -> replaced(message, to, to, Arrays.copyOfRange(message, from, to));
            case 4 -> {
                byte[] noise = new byte[random.nextInt(64)];
                random.nextBytes(noise);
                yield replaced(message, from, to, noise);
            }
            case 5 -> Arrays.copyOf(message, from);
            case 6 -> withOtherNumber(message, from);
            case 7 -> {
                Kind[] kinds = {Kind.QUERY, Kind.TIME_REPLY, Kind.CLIENT_REQUEST, Kind.DESCRIPTION, Kind.SAMPLES};
                yield replaced(message, from, to, real(kinds[random.nextInt(kinds.length)], format, order));
            }
            default -> {
                byte[] part = Arrays.copyOfRange(message, from, to);
                ByteArrayOutputStream many = new ByteArrayOutputStream();
                for (int i = random.nextInt(300); i >= 0 && many.size() < MAX_BYTES; i--) {
                    many.writeBytes(part);
                }
                yield replaced(message, from, to, many.toByteArray());
            }
        };
    }

    private byte[] telling(int count) {
        byte[] bytes = new byte[count];
        for (int i = 0; i < count; i++) {
            bytes[i] = TELLING[random.nextInt(TELLING.length)];
        }
        return bytes;
    }

    /** The next run of digits becomes a number that nobody counts with. */
    private byte[] withOtherNumber(byte[] message, int from) {
        int start = from;
        while (start < message.length && !isDigit(message[start])) {
            start++;
        }
        int end = start;
        while (end < message.length && isDigit(message[end])) {
            end++;
        }
        return replaced(message, start, end, utf8(NUMBERS.get(random.nextInt(NUMBERS.size()))));
    }

    private static boolean isDigit(byte b) {
        return b >= '0' && b <= '9';
    }

    private static byte[] replaced(byte[] message, int from, int to, byte[] by) {
        byte[] result = new byte[message.length - (to - from) + by.length];
        System.arraycopy(message, 0, result, 0, from);
        System.arraycopy(by, 0, result, from, by.length);
        System.arraycopy(message, to, result, from + by.length, message.length - to);
        return result;
    }
}
