package org.phasor.recordings.audit;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** The file of one subject's dose ledger: begun, read, repaired. */
final class LedgerFile {

    private static final Pattern SUBJECT = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,31}");

    private LedgerFile() {}

    /** What was read. */
    record Contents(LedgerBook book, long records, String head, long recordsEnd, byte[] cut) {}

    /**
     * Where a subject's ledger is.
     *
     * @throws IllegalArgumentException in one line, when the code is none
     */
    static Path of(Path folder, String subject) {
        if (!SUBJECT.matcher(subject).matches()) {
            throw new IllegalArgumentException(
                    "subject = \"" + subject
                            + "\": must be a pseudonymous code of 1 to 32 letters, digits, _ or -, and begin with a letter or digit");
        }
        return folder.resolve(subject + ".ledger.jsonl");
    }

    /**
     * Refuses a code that is another's but for its capitals: a slip of the pen must not get a subject without a past.
     *
     * @throws IOException in one line, naming both
     */
    static void requireNoOtherSpelling(Path file, String subject) throws IOException {
        String name = file.getFileName().toString();
        try (DirectoryStream<Path> others =
                Files.newDirectoryStream(file.toAbsolutePath().getParent())) {
            for (Path path : others) {
                String other = path.getFileName().toString();
                if (other.equalsIgnoreCase(name) && !other.equals(name)) {
                    throw new IOException(file + ": subject = \"" + subject + "\": there is a ledger of \""
                            + other.substring(0, subject.length()) + "\": must be spelled the same");
                }
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
    }

    /**
     * Begins a subject's first ledger. A lock without a ledger means that there was one: whoever moved it must not get a
     * subject without a past.
     *
     * @param known whether the lock's file was there before
     */
    static void beginFirst(Path file, String subject, Path lockFile, boolean known, Instant now, long nanos)
            throws IOException {
        if (known) {
            throw new IOException(file + ": is gone: put it back; only if there never was one, delete " + lockFile);
        }
        try {
            begin(file, subject, now, nanos);
        } catch (IOException e) {
            Files.deleteIfExists(lockFile);
            throw e;
        }
    }

    /** Under another name first: so one that is empty was never begun by this program. */
    private static void begin(Path file, String subject, Instant now, long nanos) throws IOException {
        Path begun = file.resolveSibling(file.getFileName() + ".begun");
        Files.deleteIfExists(begun);
        Files.createFile(begun);
        try (LineFile out = LineFile.append(begun)) {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put(LedgerBook.FORMAT_FIELD, LedgerBook.FORMAT);
            fields.put(LedgerBook.SUBJECT_FIELD, subject);
            out.write(HashChain.write(0, now, nanos, LedgerBook.BEGUN, fields, HashChain.START)
                    .bytes());
            out.force();
        }
        Files.move(begun, file, StandardCopyOption.ATOMIC_MOVE);
        FolderEntry.force(file);
    }

    /**
     * Reads all of it.
     *
     * @throws IOException in one line, when any of it is not what was written
     */
    static Contents read(Path file, String subject) throws IOException {
        LedgerBook book = new LedgerBook();
        try (ChainReader reader = new ChainReader(file)) {
            for (ChainRecord record = reader.next(); record != null; record = reader.next()) {
                book.take(record);
            }
            if (reader.records() == 0) {
                throw new BrokenChainException(0, "is missing: the file was cut or emptied");
            }
            if (!book.subject().equals(subject)) {
                throw new IOException(
                        file + ": is the ledger of subject \"" + book.subject() + "\", not of \"" + subject + "\"");
            }
            return new Contents(book, reader.records(), reader.head(), reader.recordsEnd(), reader.cut());
        } catch (BrokenChainException e) {
            throw new IOException(
                    file + ": " + e.getMessage() + "; a dose ledger that cannot be trusted allows no pulse", e);
        }
    }

    /**
     * Puts a record that says so into the place of a cut last line, on the disk when this returns. The record holds the
     * line, so it is longer: however far the writing comes, no whole record is touched, and a cut line still counts.
     *
     * @return one line for a person
     */
    static String repair(Path file, Contents read, Instant utc, long nanos) throws IOException {
        byte[] cut = read.cut();
        long counted = read.book().standsFor(cut);
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("counted", counted);
        fields.put("bytes", cut.length);
        fields.put("text", new String(cut, 0, Math.min(cut.length, HashChain.MOST_TEXT), StandardCharsets.ISO_8859_1));
        byte[] line = HashChain.write(read.records(), utc, nanos, LedgerBook.REPAIRED, fields, read.head())
                .bytes();
        try (RandomAccessFile out = new RandomAccessFile(file.toFile(), "rw")) {
            out.seek(read.recordsEnd());
            out.write(line);
            out.setLength(read.recordsEnd() + line.length);
            out.getFD().sync();
        } catch (IOException e) {
            throw new IOException(file + ": cannot be written: " + e.getMessage(), e);
        }
        return file + ": a last line of " + cut.length + " bytes was cut off when a session broke off: it counts as "
                + counted + " pulses";
    }
}
