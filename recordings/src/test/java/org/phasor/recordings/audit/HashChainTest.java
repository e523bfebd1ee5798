package org.phasor.recordings.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class HashChainTest {

    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00.007Z");

    @TempDir
    Path folder;

    private Path write(String... lines) throws IOException {
        return Files.writeString(folder.resolve("chain.jsonl"), String.join("", lines));
    }

    private static List<String> chain(int records) {
        List<String> lines = new ArrayList<>();
        String head = HashChain.START;
        for (int n = 0; n < records; n++) {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("text", "Übung \"" + n + "\"\n\u2028 \uD83E\uDDE0");
            fields.put("pulses", (long) n);
            fields.put("live", n % 2 == 0);
            HashChain.Line line = HashChain.write(n, NOON.plusMillis(n), Long.MAX_VALUE - n, "note", fields, head);
            head = line.hash();
            lines.add(new String(line.bytes(), StandardCharsets.UTF_8));
        }
        return lines;
    }

    private List<ChainRecord> read(Path file) throws IOException {
        List<ChainRecord> records = new ArrayList<>();
        try (ChainReader reader = new ChainReader(file)) {
            for (ChainRecord record = reader.next(); record != null; record = reader.next()) {
                records.add(record);
            }
        }
        return records;
    }

    @Test
    void givesBackWhatWasWritten() throws IOException {
        List<ChainRecord> records = read(write(chain(3).toArray(String[]::new)));
        assertThat(records).hasSize(3);
        ChainRecord second = records.get(1);
        assertThat(second.n()).isEqualTo(1);
        assertThat(second.utc()).isEqualTo(NOON.plusMillis(1));
        assertThat(second.nanos()).isEqualTo(Long.MAX_VALUE - 1);
        assertThat(second.kind()).isEqualTo("note");
        assertThat(second.fields())
                .isEqualTo(Map.of("text", "Übung \"1\"\n\u2028 \uD83E\uDDE0", "pulses", 1L, "live", false));
    }

    /** The definition in docs/file-formats.md, on its own. */
    @Test
    void hashesTheHashBeforeAndTheLineWithoutItsHash() throws Exception {
        String before = "0".repeat(64);
        for (String line : chain(5)) {
            int at = line.lastIndexOf(",\"hash\":\"");
            String text = before + line.substring(0, at) + "}";
            String hash = HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
            assertThat(line).isEqualTo(line.substring(0, at) + ",\"hash\":\"" + hash + "\"}\n");
            before = hash;
        }
    }

    @Test
    void seesEveryChangedByte() throws IOException {
        byte[] good = String.join("", chain(2)).getBytes(StandardCharsets.UTF_8);
        Path file = folder.resolve("changed.jsonl");
        int lastEnd = good.length - 1;
        for (int i = 0; i < lastEnd; i++) {
            byte[] changed = good.clone();
            changed[i] ^= 0x04;
            Files.write(file, changed);
            assertThatThrownBy(() -> read(file))
                    .as("byte %d", i)
                    .isInstanceOf(BrokenChainException.class)
                    .message()
                    .startsWith("record ")
                    .hasLineCount(1);
        }
    }

    @Test
    void seesRecordsTakenOutMovedOrPutInTwice() {
        List<String> good = chain(4);
        List<String> without = new ArrayList<>(good);
        without.remove(1);
        assertThatThrownBy(() -> read(write(without.toArray(String[]::new))))
                .hasMessage("record 1: another number stands there: records are missing, or were moved");
        List<String> moved = new ArrayList<>(good);
        Collections.swap(moved, 1, 2);
        assertThatThrownBy(() -> read(write(moved.toArray(String[]::new)))).hasMessageStartingWith("record 1: ");
        assertThatThrownBy(() -> read(write(good.get(0), good.get(0)))).hasMessageStartingWith("record 1: ");
    }

    @Test
    void keepsACutLastLineApart() throws IOException {
        String all = String.join("", chain(3));
        byte[] bytes = all.getBytes(StandardCharsets.UTF_8);
        int lastBegins = String.join("", chain(2)).getBytes(StandardCharsets.UTF_8).length;
        Path file = folder.resolve("cut.jsonl");
        for (int length = lastBegins; length < bytes.length; length++) {
            Files.write(file, Arrays.copyOf(bytes, length));
            try (ChainReader reader = new ChainReader(file)) {
                while (reader.next() != null) {
                    assertThat(reader.records()).isLessThanOrEqualTo(2);
                }
                assertThat(reader.records()).isEqualTo(2);
                assertThat(reader.recordsEnd()).isEqualTo(lastBegins);
                assertThat(reader.cut()).hasSize(length - lastBegins);
            }
        }
    }

    @Test
    void refusesWhatIsNoRecordInOneLine() {
        String[] bad = {
            "\n",
            "[]\n",
            "null\n",
            "{\n",
            "{}\n",
            "{\"n\":0}\n",
            "{\"n\":0,\"n\":0,\"hash\":\"\"}\n",
            "{\"n\":0,\"a\":{},\"hash\":\"\"}\n",
            "{\"n\":0,\"a\":null,\"hash\":\"\"}\n",
            "{\"n\":0,\"a\":1.5,\"hash\":\"\"}\n",
            "{\"n\":0,\"a\":1e999999999,\"hash\":\"\"}\n",
            "{\"n\":0,\"a\":" + "[".repeat(100_000) + "\n",
            "{\"n\":0,\"hash\":\"" + "0".repeat(64) + "\"}\n",
            "{\"n\":0,\"hash\":\"" + "0".repeat(64) + "\"} \n",
            "\u0000\u0000\u0000\n",
        };
        for (String text : bad) {
            assertThatThrownBy(() -> read(write(text)))
                    .as(text)
                    .isInstanceOf(BrokenChainException.class)
                    .message()
                    .startsWith("record 0: ")
                    .hasLineCount(1);
        }
    }

    @Test
    void readsNoLineWithoutEnd() throws IOException {
        Path file = folder.resolve("long.jsonl");
        Files.write(file, new byte[HashChain.MOST_LINE_BYTES + 2]);
        assertThatThrownBy(() -> read(file)).hasMessageContaining("is longer than");
    }

    @Test
    void survivesRandomBytes() throws IOException {
        long seed = 5;
        Random random = new Random(seed);
        byte[] good = String.join("", chain(3)).getBytes(StandardCharsets.UTF_8);
        Path file = folder.resolve("random.jsonl");
        for (int run = 0; run < 300; run++) {
            byte[] bytes = good.clone();
            for (int i = 0; i < 1 + random.nextInt(20); i++) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            Files.write(file, bytes);
            try {
                assertThat(read(file).size()).as("seed %d, run %d", seed, run).isLessThanOrEqualTo(3);
            } catch (BrokenChainException e) {
                assertThat(e.getMessage()).as("seed %d, run %d", seed, run).hasLineCount(1);
            }
        }
    }

    @Test
    void cutsLongTextsAndSaysSo() throws IOException {
        HashChain.Line line =
                HashChain.write(0, NOON, 0, "note", Map.of("text", "\u0001".repeat(1_000_000)), HashChain.START);
        ChainRecord record =
                read(write(new String(line.bytes(), StandardCharsets.UTF_8))).get(0);
        assertThat(record.text("text")).hasSize(HashChain.MOST_TEXT + 6).endsWith(" [cut]");
    }

    @Test
    void takesNothingThatIsNull() {
        assertThatThrownBy(() ->
                        HashChain.write(0, NOON, 0, "note", Collections.singletonMap("text", null), HashChain.START))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("note: text = null: must be a text, a whole number, true or false");
        assertThatThrownBy(() -> HashChain.write(0, NOON, 0, "note", Map.of("hash", "x"), HashChain.START))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
