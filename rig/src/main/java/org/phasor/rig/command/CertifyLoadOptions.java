package org.phasor.rig.command;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.phasor.acquisition.NearestNames;
import org.phasor.dsp.estimator.PhaseEstimators;
import org.phasor.rig.RigFile;
import org.phasor.rig.RigFileException;
import org.phasor.rig.certify.CertifyLoad;
import org.phasor.rig.certify.DefaultRig;
import picocli.CommandLine.Option;

/** What {@code certify} makes the machine do. */
final class CertifyLoadOptions {

    private static final int MOST_CHANNELS = 1024;
    private static final int MOST_SIGNALS = 8;
    private static final int MOST_CHUNK = 10_000;
    private static final int MOST_BACKGROUND = 256;

    @Option(
            names = "--channels",
            paramLabel = "N",
            description = "EEG channels, 1 to 1024. Default: 64, or the rig file's synthetic source.")
    private Integer channels;

    @Option(
            names = "--rate",
            paramLabel = "HZ",
            description = "Samples per second, 50 to 100000. Default: 1000, or the rig file's synthetic source.")
    private Double rateHz;

    @Option(names = "--chunk", paramLabel = "N", description = "Samples sent at once, 1 to 10000. Default: 1.")
    private Integer chunk;

    @Option(names = "--estimator", paramLabel = "NAME", description = "Of every signal. Default: adaptive.")
    private String estimator;

    @Option(names = "--signals", paramLabel = "N", description = "How many, on as many channels, 1 to 8. Default: 1.")
    private Integer signals;

    @Option(
            names = "--rig",
            paramLabel = "RIG.toml",
            description = "Takes signals, horizon, output delay and loop settings from a rig file. Its stream and its"
                    + " device are replaced.")
    private Path rigPath;

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "Replaces a value of the rig, as rig.waiting=spin.")
    private List<String> sets = new ArrayList<>();

    @Option(
            names = "--background",
            paramLabel = "N",
            defaultValue = "0",
            description = "So many busy threads beside it, to see how it fares; 0 to 256.")
    private int background;

    boolean fromFile() {
        return rigPath != null;
    }

    /** The rig that is imitated: the one named, or the default. */
    RigFile rigFile() throws RigFileException {
        if (rigPath == null) {
            int count = signals == null ? 1 : signals;
            within("--signals " + count, count, 1, MOST_SIGNALS, "");
            return RigFile.parse("certify", DefaultRig.text(count, estimatorName()), sets);
        }
        if (signals != null) {
            throw refused("--signals " + signals + ": is not for --rig, whose signals are taken");
        }
        RigFile asWritten = RigFile.read(rigPath, sets);
        if (asWritten.settings().signals().isEmpty()) {
            throw refused(rigPath + ": has no [[dsp.signal]]: there is no phase to certify");
        }
        return RigFile.read(rigPath, DefaultRig.changes(sets, asWritten, Optional.ofNullable(estimatorName())));
    }

    /** Null where none was named. */
    private String estimatorName() {
        if (estimator != null && !PhaseEstimators.names().contains(estimator)) {
            throw refused("--estimator " + estimator + ": is not known; nearest: "
                    + NearestNames.first(estimator, PhaseEstimators.names()).get(0) + " (known: "
                    + String.join(", ", PhaseEstimators.names()) + ")");
        }
        return estimator;
    }

    /** What the machine has to do for it. */
    CertifyLoad load(RigFile rig) {
        if (channels != null) {
            within("--channels " + channels, channels, 1, MOST_CHANNELS, "");
        }
        if (rateHz != null) {
            within("--rate " + Narrator.plain(rateHz), rateHz, 50, 100_000, "Hz");
        }
        if (chunk != null) {
            within("--chunk " + chunk, chunk, 1, MOST_CHUNK, "samples");
        }
        within("--background " + background, background, 0, MOST_BACKGROUND, "threads");
        try {
            return CertifyLoad.of(
                    rig,
                    channels == null ? OptionalInt.empty() : OptionalInt.of(channels),
                    rateHz == null ? OptionalDouble.empty() : OptionalDouble.of(rateHz),
                    chunk == null ? OptionalInt.empty() : OptionalInt.of(chunk),
                    background);
        } catch (IllegalArgumentException e) {
            throw refused("--channels, --rate: " + e.getMessage());
        }
    }

    static void within(String what, double value, double least, double most, String unit) {
        if (!(value >= least && value <= most)) {
            throw refused(what + ": must be " + Narrator.plain(least) + " to " + Narrator.plain(most)
                    + (unit.isEmpty() ? "" : " " + unit));
        }
    }

    private static CommandFailed refused(String line) {
        return new CommandFailed(ExitCode.BAD_ARGUMENTS, line);
    }
}
