package org.phasor.rig.certify;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.phasor.lsl.Lsl;
import org.phasor.rig.RigFileException;
import org.phasor.rig.machine.MachineRefusal;
import org.phasor.rig.machine.QuietMachine;

/**
 * Runs the parts of a certification, one after the other, each recorded into a folder that is removed after it. One thread
 * runs it; {@link #stop} may come from any.
 */
public final class CertifyRun {

    private static final double LONGEST_HORIZON_MS = 500;

    /** Bytes a frame beside the EEG, at most: design.md 8. */
    private static final int FRAME_BYTES = 70;

    private static final int MORE_FOR_A_SIGNAL_BYTES = 32;
    private static final int VALUE_BYTES = 4;
    private static final double SPARE = 1.3;

    private final CertifyLoad load;
    private final double seconds;
    private final Path folder;
    private final CertifyListener listener;
    private final double tailSeconds;
    private final Measurement measurement = new Measurement();
    private QuietMachine machine = QuietMachine.untouched();
    private volatile boolean stopAsked;

    /**
     * @param seconds to measure, in all
     * @param folder an existing one, in which recordings are made and removed
     */
    public CertifyRun(CertifyLoad load, double seconds, Path folder, CertifyListener listener) {
        this(load, seconds, folder, listener, PartMeter.TOLD_AFTER_NANOS / 1e9);
    }

    /** @param tailSeconds measured beyond each part, until the virtual machine has told of its pauses in it */
    CertifyRun(CertifyLoad load, double seconds, Path folder, CertifyListener listener, double tailSeconds) {
        this.tailSeconds = tailSeconds;
        this.load = load;
        this.seconds = seconds;
        this.folder = folder;
        this.listener = listener;
    }

    /** Ends it as soon as may be; what was measured so far stands. Any thread. */
    public void stop() {
        stopAsked = true;
    }

    /** Whether it was ended before its time. */
    public boolean stopped() {
        return stopAsked;
    }

    /** What was measured so far. For the thread that runs it. */
    public Measurement measurement() {
        return measurement;
    }

    /**
     * @throws IOException when it cannot be run here, in one line
     * @throws MachineRefusal when something that the rig demands of this machine by name cannot be had
     * @throws RigFileException when the rig's signals cannot be had at this rate
     */
    public Measurement run(Lsl lsl) throws IOException, InterruptedException, RigFileException, MachineRefusal {
        machine = QuietMachine.prepare(load.rig().settings().loop().machineWishes());
        machine.notes().forEach(listener::words);
        List<PartPlan> plan = PartPlan.of(seconds);
        checkRoom(PartPlan.longestSeconds(plan));
        Path own = Files.createTempDirectory(folder, "phasor-certify-");
        BackgroundLoad background = new BackgroundLoad(load.background());
        try {
            for (PartPlan part : plan) {
                if (stopAsked || measurement.brokenBy().isPresent()) {
                    break;
                }
                run(part, own, lsl);
            }
            return measurement;
        } finally {
            background.close();
            remove(own);
        }
    }

    /** With a longer horizon where the samples are too old for the rig's: the rest can still be measured. */
    private void run(PartPlan part, Path own, Lsl lsl) throws IOException, InterruptedException, RigFileException {
        double horizonMs = load.horizonMs();
        while (true) {
            Path files = Files.createTempDirectory(own, "part-");
            Optional<String> refusal;
            try {
                PartRun run = new PartRun(
                        load,
                        part,
                        CertifyRig.of(load, part.part(), files, horizonMs),
                        measurement,
                        listener,
                        () -> stopAsked,
                        seconds,
                        tailSeconds,
                        machine);
                refusal = run.run(lsl);
            } finally {
                remove(files);
            }
            if (refusal.isEmpty()) {
                return;
            }
            if (part.part() == Part.AT_ONCE || horizonMs >= LONGEST_HORIZON_MS) {
                measurement.broken(refusal.get());
                return;
            }
            horizonMs = Math.min(LONGEST_HORIZON_MS, 2 * horizonMs);
            measurement.tooOld(refusal.get(), horizonMs);
            listener.words(refusal.get() + "; goes on with " + Numbers.plain(horizonMs) + " ms");
        }
    }

    private void checkRoom(double partSeconds) throws IOException {
        double perFrame = VALUE_BYTES * (load.signal().labels().size() + 1.0)
                + FRAME_BYTES
                + MORE_FOR_A_SIGNAL_BYTES * (load.rig().settings().signals().size() - 1.0);
        double needed = SPARE * perFrame * load.signal().rateHz() * partSeconds;
        long free = Files.getFileStore(folder).getUsableSpace();
        if (needed > free) {
            throw new IOException(String.format(
                    Locale.ROOT,
                    "%s: a part's recording takes %.1f GB, there are %.1f: --folder names a larger disk",
                    folder,
                    needed / 1e9,
                    free / 1e9));
        }
    }

    /** What was asked of the operating system for the loop's sake, and had or not. */
    String quietWords() {
        return machine.notes().isEmpty() ? "nothing asked for" : String.join("; ", machine.notes());
    }

    /** In words, for reports: what kind of disk was written to. */
    String recordingWords() throws IOException {
        FileStore store = Files.getFileStore(folder);
        return String.format(
                Locale.ROOT,
                "on, %.0f MB, into a temporary folder (%s)",
                measurement.recordedBytes() / 1e6,
                store.type());
    }

    private static void remove(Path folder) throws IOException {
        List<Path> all = new ArrayList<>();
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder()).forEach(all::add);
        }
        for (Path file : all) {
            Files.deleteIfExists(file);
        }
    }
}
