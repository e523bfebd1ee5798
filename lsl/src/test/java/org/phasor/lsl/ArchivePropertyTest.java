package org.phasor.lsl;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** O12: archives of any values, cut anywhere, and bytes that are no archive. */
@Timeout(value = 20, unit = TimeUnit.SECONDS)
class ArchivePropertyTest {

    private static final int CHANNELS = 5;
    private static final int SAMPLES = 40;

    private static byte[] head(ChannelFormat format) {
        StreamInfo info =
                TestNetwork.eeg(format, CHANNELS, 100).toBuilder().uid("u").build();
        return ArchiveWriter.opening(info.toShortXml().getBytes(StandardCharsets.UTF_8));
    }

    /** Numbers of all magnitudes, the special ones often. */
    private static double number(Random random) {
        return switch (random.nextInt(6)) {
            case 0 -> Double.longBitsToDouble(random.nextLong());
            case 1 -> Float.intBitsToFloat(random.nextInt());
            case 2 -> random.nextInt(513) - 256;
            case 3 -> -0.0;
            case 4 -> random.nextInt();
            default -> random.nextGaussian();
        };
    }

    private static String text(Random random) {
        return "µ".repeat(random.nextInt(3)) + "\0".repeat(random.nextInt(2)) + "x".repeat(random.nextInt(300));
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("O12: the archive says what data protocol 1.10 says, wherever it is cut")
    void saysTheSameAsTheNewerProtocol(ChannelFormat format) throws IOException {
        for (long seed = 0; seed < 100; seed++) {
            Random random = new Random(seed);
            EncodedSamples archived = new EncodedSamples(format, WireForm.ARCHIVE);
            EncodedSamples newer = new EncodedSamples(format, ByteOrder.LITTLE_ENDIAN);
            for (int i = 0; i < SAMPLES; i++) {
                boolean deduced = random.nextBoolean();
                double stamp = random.nextDouble() * 1e5;
                double[] numbers = new double[CHANNELS];
                String[] texts = new String[CHANNELS];
                for (int c = 0; c < CHANNELS; c++) {
                    numbers[c] = number(random);
                    texts[c] = text(random);
                }
                for (EncodedSamples encoder : new EncodedSamples[] {archived, newer}) {
                    if (format.isText()) {
                        encoder.add(texts, deduced, stamp);
                    } else {
                        encoder.add(numbers, 0, CHANNELS, deduced, stamp);
                    }
                }
            }
            Received fromArchive = new Received();
            Received fromNewer = new Received();
            byte[] head = head(format);
            ByteBuffer whole = ByteBuffer.allocate(head.length + archived.all().remaining());
            whole.put(head).put(archived.all()).flip();
            int samples = read(
                    new ArchiveDecoder(format, CHANNELS, "u"), whole, random, ByteOrder.LITTLE_ENDIAN, fromArchive);
            read(SampleDecoder.of(format, CHANNELS, false), newer.all(), random, ByteOrder.LITTLE_ENDIAN, fromNewer);
            assertThat(samples).as("seed %d", seed).isEqualTo(SAMPLES);
            assertThat(fromArchive.samples()).as("seed %d", seed).isEqualTo(fromNewer.samples());
            assertThat(fromArchive.texts()).as("seed %d", seed).isEqualTo(fromNewer.texts());
        }
    }

    /** Gives the decoder the bytes in pieces, as a socket would. */
    private static int read(SampleDecoder decoder, ByteBuffer all, Random random, ByteOrder order, Received to)
            throws IOException {
        ByteBuffer window = ByteBuffer.allocate(all.remaining()).order(order).limit(0);
        int samples = 0;
        while (all.hasRemaining()) {
            window.compact();
            for (int n = Math.min(all.remaining(), 1 + random.nextInt(60)); n > 0; n--) {
                window.put(all.get());
            }
            window.flip();
            while (decoder.decode(window)) {
                decoder.deliver(to, decoder.isDeduced() ? -1 : decoder.stampSeconds(), true, 0);
                samples++;
            }
        }
        return samples;
    }

    @Test
    @DisplayName("O12: any bytes are an archive or an error")
    void anyBytesAreAnArchiveOrAnError() {
        long seed = 31;
        Random random = new Random(seed);
        byte[] head = head(ChannelFormat.INT16);
        for (int round = 0; round < 3000; round++) {
            byte[] bytes = new byte[random.nextInt(200)];
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = (byte) (random.nextBoolean() ? random.nextInt(9) : random.nextInt(256));
            }
            for (ChannelFormat format : ChannelFormat.values()) {
                ByteBuffer in = ByteBuffer.allocate(head.length + bytes.length).order(ByteOrder.LITTLE_ENDIAN);
                in.put(head, 0, random.nextInt(4) > 0 ? head.length : random.nextInt(8));
                in.put(bytes).flip();
                ArchiveDecoder decoder = new ArchiveDecoder(format, 3, "u");
                try {
                    int samples = 0;
                    while (decoder.decode(in)) {
                        samples++;
                    }
                    assertThat(samples).as("seed %d, round %d", seed, round).isLessThanOrEqualTo(bytes.length);
                    assertThat(decoder.bytesNeeded())
                            .as("seed %d, round %d", seed, round)
                            .isLessThanOrEqualTo(EncodedSamples.MAX_SAMPLE_BYTES + ArchiveWriter.MAX_BYTES);
                } catch (IOException e) {
                    assertThat(e.getMessage())
                            .as("seed %d, round %d", seed, round)
                            .isNotBlank();
                }
            }
        }
    }
}
