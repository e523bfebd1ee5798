package org.phasor.recordings.audit;

import com.google.gson.JsonObject;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import java.io.IOException;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * The lines of a chained file. A line is a JSON object whose last field is the hash; the hash is the SHA-256, in
 * lower-case hexadecimal, of the hash of the line before (64 zeros for the first), followed by the line's own text
 * without its hash field and without the line's end, in UTF-8.
 */
final class HashChain {

    /** What stands for the hash before the first line. */
    static final String START = "0".repeat(64);

    /** A longer line is refused by the reader; the writer cannot write one. */
    static final int MOST_LINE_BYTES = 4 << 20;

    /** Longer texts are cut, and say so. */
    static final int MOST_TEXT = 4000;

    /** More are a fault of the program. */
    static final int MOST_FIELDS = 100;

    private static final String HASH = ",\"hash\":\"";
    private static final int HASH_LENGTH = HASH.length() + 64 + 2;
    private static final DateTimeFormatter UTC = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private HashChain() {}

    /** A line with its end, and its hash. */
    record Line(byte[] bytes, String hash) {}

    /**
     * Makes a line.
     *
     * @param fields texts, whole numbers and booleans; none null
     * @throws IllegalArgumentException naming the field that is none of these
     */
    static Line write(long n, Instant utc, long nanos, String kind, Map<String, ?> fields, String before) {
        if (fields.size() > MOST_FIELDS) {
            throw new IllegalArgumentException(kind + ": " + fields.size() + " fields: must be at most " + MOST_FIELDS);
        }
        JsonObject json = new JsonObject();
        json.addProperty("n", n);
        json.addProperty("utc", UTC.format(utc));
        json.addProperty("nanos", Long.toString(nanos));
        json.addProperty("kind", kind);
        fields.forEach((name, value) -> {
            if (json.has(name) || name.equals("hash")) {
                throw new IllegalArgumentException(kind + ": " + name + ": stands in every record");
            }
            if (value instanceof String text) {
                json.addProperty(name, bounded(text));
            } else if (value instanceof Long || value instanceof Integer) {
                json.addProperty(name, ((Number) value).longValue());
            } else if (value instanceof Boolean flag) {
                json.addProperty(name, flag);
            } else {
                throw new IllegalArgumentException(
                        kind + ": " + name + " = " + value + ": must be a text, a whole number, true or false");
            }
        });
        String text = json.toString();
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        String hash = hash(before, bytes, bytes.length - 1);
        String line = text.substring(0, text.length() - 1) + HASH + hash + "\"}\n";
        return new Line(line.getBytes(StandardCharsets.UTF_8), hash);
    }

    private static String bounded(String text) {
        return text.length() <= MOST_TEXT ? text : text.substring(0, MOST_TEXT) + " [cut]";
    }

    /** Of the first bytes of a line and the brace that closes it. */
    private static String hash(String before, byte[] line, int length) {
        MessageDigest sha256 = sha256();
        sha256.update(before.getBytes(StandardCharsets.US_ASCII));
        sha256.update(line, 0, length);
        sha256.update((byte) '}');
        return HexFormat.of().formatHex(sha256.digest());
    }

    /** SHA-256 of a text in UTF-8, in hexadecimal. */
    static String sha256(String text) {
        return HexFormat.of().formatHex(sha256().digest(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /**
     * Reads a line and checks that it follows.
     *
     * @param line without its end
     * @param n the number that is due
     * @param before the hash of the line before
     */
    static ChainRecord read(byte[] line, long n, String before) throws BrokenChainException {
        Map<String, Object> fields = fields(line, n);
        if (!(fields.remove("n") instanceof Long number) || number != n) {
            throw new BrokenChainException(n, "another number stands there: records are missing, or were moved");
        }
        if (!(fields.remove("hash") instanceof String found)) {
            throw new BrokenChainException(n, "has no hash");
        }
        byte[] tail = (HASH + found + "\"}").getBytes(StandardCharsets.UTF_8);
        int length = line.length - HASH_LENGTH;
        boolean last = tail.length == HASH_LENGTH
                && length > 0
                && ByteBuffer.wrap(line, length, HASH_LENGTH).equals(ByteBuffer.wrap(tail));
        if (!last) {
            throw new BrokenChainException(n, "its hash is not the last field, of 64 hexadecimal digits");
        }
        if (!hash(before, line, length).equals(found)) {
            throw new BrokenChainException(n, "its hash differs: it, or one before it, was changed");
        }
        if (!(fields.remove("kind") instanceof String kind)) {
            throw new BrokenChainException(n, "has no kind");
        }
        Object utc = fields.remove("utc");
        Object nanos = fields.remove("nanos");
        try {
            return new ChainRecord(
                    n,
                    Instant.parse(String.valueOf(utc)),
                    Long.parseLong(String.valueOf(nanos)),
                    kind,
                    Collections.unmodifiableMap(fields),
                    found);
        } catch (DateTimeException | NumberFormatException e) {
            throw new BrokenChainException(n, "utc = " + utc + ", nanos = " + nanos + ": must be a time and a number");
        }
    }

    /** Flat and strict: so there is no depth to be lost in, and no field that stands twice. */
    private static Map<String, Object> fields(byte[] line, long n) throws BrokenChainException {
        Map<String, Object> fields = new LinkedHashMap<>();
        try (JsonReader reader = new JsonReader(new StringReader(utf8(line)))) {
            reader.beginObject();
            while (reader.hasNext()) {
                String name = reader.nextName();
                Object value = switch (reader.peek()) {
                    case STRING -> reader.nextString();
                    case BOOLEAN -> reader.nextBoolean();
                    case NUMBER -> Long.parseLong(reader.nextString());
                    default ->
                        throw new BrokenChainException(n, name + ": must be a text, a whole number, true or false");
                };
                if (fields.put(name, value) != null) {
                    throw new BrokenChainException(n, name + ": stands twice");
                }
                if (fields.size() > MOST_FIELDS + 5) {
                    throw new BrokenChainException(n, "more than " + MOST_FIELDS + " fields");
                }
            }
            reader.endObject();
            if (reader.peek() != JsonToken.END_DOCUMENT) {
                throw new BrokenChainException(n, "more than one JSON object");
            }
            return fields;
        } catch (BrokenChainException e) {
            throw e;
        } catch (IOException | IllegalStateException | NumberFormatException e) {
            throw new BrokenChainException(n, "is not a JSON object of texts, whole numbers and booleans");
        }
    }

    private static String utf8(byte[] line) throws CharacterCodingException {
        return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(line)).toString();
    }
}
