package org.phasor.rig;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.phasor.acquisition.SyntheticSettings;
import org.phasor.dsp.SignalSettings;
import org.phasor.rig.RigSettings.Acquisition;
import org.phasor.rig.RigSettings.Loop;
import org.phasor.rig.RigSettings.Recordings;
import org.phasor.rig.RigSettings.SourceKind;
import org.phasor.rig.RigSettings.Trigger;
import org.phasor.stimulator.Limit;
import org.phasor.stimulator.SafetyLimits;
import org.phasor.stimulator.StimulatorSettings;

/** What each section of a rig file may say: its keys, their bounds and what they are when left out. */
final class RigFileReader {

    private static final int MOST_SIGNALS = 8;

    /** A stream that is silent for longer disarms a live device (rule S6). */
    private static final int LIVE_LOST_AFTER_MS = 500;

    /** It names a file, too. */
    private static final String SUBJECT = "[A-Za-z0-9][A-Za-z0-9_-]{0,31}";

    private static final String SUBJECT_RULE =
            "a pseudonymous code of 1 to 32 letters, digits, dashes and underscores, no name";

    private final List<RigFault> faults;
    private final Map<String, String> places = new LinkedHashMap<>();

    private final RigSignalReader signalReader;

    RigFileReader(List<RigFault> faults, CalibrationTexts calibrations) {
        this.faults = faults;
        signalReader = new RigSignalReader(calibrations);
    }

    /** The estimator files that the file names, by path; known after {@link #read}. */
    Map<String, String> calibrations() {
        return signalReader.used();
    }

    /** Where each signal is described, by its name; known after {@link #read}. */
    Map<String, String> places() {
        return places;
    }

    RigSettings read(RigSection root) {
        long format = root.whole("format", -1, Bound.between(1, 1));
        if (format == -1 && !root.has("format")) {
            root.fault("format", "is missing: must be 1");
        }
        RigSection acquisitionSection = root.section("acquisition");
        Acquisition acquisition = acquisition(acquisitionSection);
        List<SignalSettings> signals = signals(root.section("dsp"));
        Trigger trigger = RigTriggerReader.read(root.section("trigger"), signals);
        RigSection stimulatorSection = root.section("stimulator");
        RigStimulatorReader stimulatorReader = new RigStimulatorReader(stimulatorSection, faults);
        boolean live = stimulatorReader.live();
        RigSection limitsSection = stimulatorSection.section("limits");
        places.put(RigLimitsReader.PLACE, limitsSection.placeOf(Limit.MAX_GAP.key()));
        RigLimitsReader limitsReader = new RigLimitsReader(limitsSection, live);
        SafetyLimits limits = limitsReader.read(trigger, signals);
        StimulatorSettings stimulator = stimulatorReader.read(trigger, limitsReader);
        if (live && acquisition.lostAfterMs() > LIVE_LOST_AFTER_MS) {
            String missing = acquisitionSection.has("lost-after-ms") ? "" : "is missing: ";
            acquisitionSection.fault(
                    "lost-after-ms", missing + "must be <= " + LIVE_LOST_AFTER_MS + " for a live device");
        }
        Recordings recordings = recordings(root.section("recordings"), live);
        Loop loop = loop(root.section("rig"));
        root.finish();
        return new RigSettings(acquisition, signals, trigger, stimulator, limits, recordings, loop);
    }

    private Recordings recordings(RigSection section, boolean live) {
        Path folder = path(section, "folder", "recordings-out");
        String subject = live ? section.requiredText("subject", SUBJECT_RULE) : section.text("subject", "");
        if (!subject.isEmpty() && !subject.matches(SUBJECT)) {
            section.fault("subject", "must be " + SUBJECT_RULE);
        }
        if (live && !section.has("ledger")) {
            // One that moved with the working directory would begin each day with an empty past.
            section.fault(
                    "ledger", "is missing: a live device has no default: the one folder for all sessions of a lab");
        }
        Path ledger = section.has("ledger") ? path(section, "ledger", "") : folder.resolve("ledger");
        section.finish();
        return new Recordings(folder, Optional.of(subject).filter(s -> !s.isEmpty()), ledger);
    }

    private Acquisition acquisition(RigSection section) {
        String source = section.choice("source", "lsl", List.of("lsl", "synthetic", "file"));
        SourceKind kind = SourceKind.valueOf(source.toUpperCase(Locale.ROOT));
        String stream = section.text("stream", "type='EEG'");
        double resolve = section.number("resolve-timeout-s", 10, Bound.between(0.1, 3600));
        double lost = section.number("lost-after-ms", 1000, Bound.between(50, 60_000));
        int chunk = (int) section.whole("chunk", 1, Bound.between(1, 10_000));
        SyntheticSettings synthetic = synthetic(section.section("synthetic"));
        Path file = null;
        if (kind == SourceKind.FILE) {
            file = Path.of(section.requiredText("file", "the path of a recording"));
        } else if (section.has("file")) {
            section.fault("file", "is only for source = \"file\"");
        }
        boolean nativeLsl =
                section.choice("lsl-library", "java", List.of("java", "native")).equals("native");
        Path lslLibrary = null;
        if (section.has("lsl-library-path")) {
            lslLibrary = path(section, "lsl-library-path", "");
            if (!nativeLsl) {
                section.fault("lsl-library-path", "is only for lsl-library = \"native\"");
            }
        }
        section.finish();
        return new Acquisition(kind, stream, resolve, lost, synthetic, file, chunk, nativeLsl, lslLibrary);
    }

    private SyntheticSettings synthetic(RigSection section) {
        SyntheticSettings defaults = SyntheticSettings.DEFAULTS;
        double rateHz = section.number("rate-hz", defaults.rateHz(), Bound.between(50, 100_000));
        int channels = (int) section.whole("channels", defaults.labels().size(), Bound.between(1, 1024));
        long seed = section.whole("seed", defaults.seed(), Bound.atLeast(0));
        double frequencyHz = section.number("frequency-hz", defaults.frequencyHz(), Bound.between(1, 100));
        double driftHz = section.number("drift-hz", defaults.frequencyDeviationHz(), Bound.between(0, 10));
        double snrDb = section.number("snr-db", defaults.snrDb(), Bound.between(-60, 200));
        double seconds = section.number("duration-s", defaults.durationSeconds(), Bound.above(0));
        section.finish();
        try {
            return defaults.withRateHz(rateHz)
                    .withChannels(channels)
                    .withSeed(seed)
                    .withFrequency(frequencyHz, driftHz)
                    .withNoise(snrDb, defaults.noiseExponent())
                    .withDurationSeconds(seconds);
        } catch (IllegalArgumentException e) {
            faults.add(new RigFault(section.place(), "acquisition.synthetic", "", e.getMessage()));
            return defaults;
        }
    }

    private List<SignalSettings> signals(RigSection dsp) {
        List<SignalSettings> signals = new ArrayList<>();
        Set<String> names = new LinkedHashSet<>();
        for (RigSection section : dsp.sections("signal")) {
            SignalSettings signal = signalReader.read(section);
            if (!names.add(signal.name())) {
                section.fault("name", "is used twice");
            }
            places.putIfAbsent(signal.name(), section.placeOf("channel", "montage", "spatial", "name"));
            signals.add(signal);
        }
        if (signals.size() > MOST_SIGNALS) {
            dsp.fault("signal", "must be 1 to " + MOST_SIGNALS + " tables");
        }
        dsp.finish();
        return signals;
    }

    private Loop loop(RigSection section) {
        String waiting = section.choice("waiting", "auto", List.of("auto", "spin", "yield", "block"));
        int ring = (int) section.whole("ring-frames", 16_384, Bound.between(64, 1 << 24));
        if (Integer.bitCount(ring) != 1) {
            section.fault("ring-frames", "must be a power of two");
        }
        double settle = section.number("settle-s", 2, Bound.between(0.1, 600));
        section.finish();
        return new Loop(waiting, ring, settle);
    }

    private static Path path(RigSection section, String key, String fallback) {
        try {
            return Path.of(section.text(key, fallback));
        } catch (InvalidPathException e) {
            section.fault(key, "must be a path: " + e.getReason());
            return Path.of(fallback);
        }
    }
}
