package org.phasor.rig.control;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where the running sessions of this user have their control files: {@code $XDG_RUNTIME_DIR/phasor} where that is private,
 * and {@code ~/.phasor/run}. Files of processes that are gone are removed by whoever meets them. Any thread.
 */
public final class ControlFolder {

    /**
     * Who runs.
     *
     * @param sessions to be reached
     * @param problems a line for each file that cannot be read
     */
    public record Running(List<ControlFile> sessions, List<String> problems) {}

    static final String ENDING = ".control";

    private static final int MOST_BYTES = 32 * 1024;

    /** A clock that is set moves what the system says about a process's start: then the socket is asked. */
    private static final Duration SAME_START = Duration.ofSeconds(2);

    /** Of another machine, or from before it was started again. */
    private static final Duration FOREIGN_KEPT = Duration.ofDays(30);

    private final List<Path> places;

    /** @param places in the order in which they are tried; their parents' parents must be there */
    ControlFolder(List<Path> places) {
        this.places = List.copyOf(places);
    }

    /** Of the user who runs this. */
    public static ControlFolder ofThisUser() {
        return of(System.getenv("XDG_RUNTIME_DIR"), Path.of(System.getProperty("user.home")));
    }

    /** @param runtimeFolder null when there is none */
    public static ControlFolder of(String runtimeFolder, Path home) {
        List<Path> places = new ArrayList<>();
        if (runtimeFolder != null && isPrivate(runtimeFolder)) {
            places.add(Path.of(runtimeFolder, "phasor"));
        }
        places.add(home.resolve(".phasor").resolve("run"));
        return new ControlFolder(places);
    }

    private static boolean isPrivate(String folder) {
        try {
            return Path.of(folder).isAbsolute() && OwnerOnly.whyNotPrivate(Path.of(folder)) == null;
        } catch (IOException | InvalidPathException e) {
            return false;
        }
    }

    /**
     * Writes a session's file into the first place that takes it.
     *
     * @throws IOException in one line, when none does
     */
    Path write(ControlFile file) throws IOException {
        IOException last = null;
        for (Path place : places) {
            try {
                return write(place, file);
            } catch (IOException e) {
                last = new IOException(why(place, e), e);
            }
        }
        throw last;
    }

    /** The file system's exceptions say a path only. */
    private static String why(Path place, IOException e) {
        return e instanceof FileSystemException file && file.getReason() == null
                ? place + " cannot be used: " + file.getClass().getSimpleName().replace("Exception", "")
                : e.getMessage();
    }

    private static Path write(Path place, ControlFile file) throws IOException {
        OwnerOnly.makeFolder(place.getParent());
        OwnerOnly.makeFolder(place);
        String why = OwnerOnly.whyNotPrivate(place);
        if (why != null) {
            throw new IOException(why);
        }
        String name = file.pid() + "-" + file.port();
        Path fresh = place.resolve("." + name + "-" + Long.toHexString(System.nanoTime()));
        try {
            OwnerOnly.write(fresh, file.text());
            // Under its name it is whole: nobody reads half a file.
            return Files.move(fresh, place.resolve(name + ENDING), StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(fresh);
        }
    }

    /** The sessions of this user that run on this machine. Removes the files of those that are gone. */
    public Running running() {
        List<ControlFile> sessions = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        for (Path place : places) {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(place, "*" + ENDING)) {
                String why = OwnerOnly.whyNotPrivate(place);
                if (why != null) {
                    problems.add(why);
                    continue;
                }
                for (Path path : files) {
                    look(path, sessions, problems);
                }
            } catch (NoSuchFileException | NotDirectoryException e) {
                // Nothing was ever started from there.
            } catch (IOException | RuntimeException e) {
                problems.add(place + ": " + e.getMessage());
            }
        }
        return new Running(sessions, problems);
    }

    private static void look(Path path, List<ControlFile> sessions, List<String> problems) {
        try {
            ControlFile file = ControlFile.parse(path.toString(), OwnerOnly.read(path, MOST_BYTES));
            if (!file.machine().equals(ControlFile.machineOfThisProcess())) {
                if (file.started().isBefore(Instant.now().minus(FOREIGN_KEPT))) {
                    Files.deleteIfExists(path);
                }
            } else if (runs(file)) {
                sessions.add(file);
            } else {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            // It may have ended just now.
            if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
                problems.add(e.getMessage());
            }
        }
    }

    private static boolean runs(ControlFile file) {
        Optional<ProcessHandle> process = ProcessHandle.of(file.pid()).filter(ProcessHandle::isAlive);
        if (process.isEmpty()) {
            return false;
        }
        Optional<Instant> start = process.get().info().startInstant();
        if (start.isEmpty() || file.processStart().equals(Instant.EPOCH)) {
            return true;
        }
        Duration apart = Duration.between(file.processStart(), start.get()).abs();
        return apart.compareTo(SAME_START) <= 0 || ControlClient.listens(file);
    }
}
