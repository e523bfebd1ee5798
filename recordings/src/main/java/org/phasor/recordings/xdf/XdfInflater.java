package org.phasor.recordings.xdf;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.InflaterInputStream;
import org.phasor.recordings.Damage;

/** Unpacks compressed XDF into a temporary file, so that everything else can seek. */
final class XdfInflater {

    private XdfInflater() {}

    /** gzip by its magic, zlib (what LabRecorder writes) by its checked two-byte header. */
    static boolean recognises(byte[] first) {
        return isGzip(first) || isZlib(first);
    }

    private static boolean isGzip(byte[] b) {
        return b.length >= 2 && b[0] == 0x1F && b[1] == (byte) 0x8B;
    }

    private static boolean isZlib(byte[] b) {
        return b.length >= 2 && b[0] == 0x78 && (((b[0] & 0xFF) << 8) | (b[1] & 0xFF)) % 31 == 0;
    }

    /** The unpacked bytes as far as they can be had; what broke is added to the damage. */
    static FileChannel unpack(Path file, byte[] first, List<Damage> damage) throws IOException {
        Path unpacked = Files.createTempFile("phasor-unpacked-", ".xdf");
        FileChannel out = FileChannel.open(
                unpacked, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE);
        try (InputStream raw = Files.newInputStream(file)) {
            try (InputStream in = isGzip(first) ? new GZIPInputStream(raw, 1 << 16) : new InflaterInputStream(raw)) {
                copy(in, out);
            } catch (java.util.zip.ZipException | java.io.EOFException e) {
                String why = e.getMessage() == null ? "cut" : e.getMessage();
                damage.add(new Damage(out.size(), out.size(), "compressed data broke off here: " + why, List.of()));
            }
            return out;
        } catch (IOException | RuntimeException e) {
            out.close();
            throw e;
        }
    }

    private static void copy(InputStream in, FileChannel out) throws IOException {
        byte[] block = new byte[1 << 16];
        int n;
        while ((n = in.read(block)) >= 0) {
            ByteBuffer bytes = ByteBuffer.wrap(block, 0, n);
            while (bytes.hasRemaining()) {
                out.write(bytes);
            }
        }
    }
}
