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
import java.util.OptionalLong;
import java.util.Set;
import org.phasor.acquisition.SyntheticSettings;
import org.phasor.dsp.SignalSettings;
import org.phasor.rig.RigSettings.Acquisition;
import org.phasor.rig.RigSettings.Aux;
import org.phasor.rig.RigSettings.Loop;
import org.phasor.rig.RigSettings.Recordings;
import org.phasor.rig.RigSettings.Return;
import org.phasor.rig.RigSettings.SourceKind;
import org.phasor.rig.RigSettings.Trigger;
import org.phasor.stimulator.Limit;
import org.phasor.stimulator.SafetyLimits;
import org.phasor.stimulator.StimulatorSettings;

/** What each section of a rig file may say: its keys, their bounds and what they are when left out. */
final class RigFileReader {

    private static final int MOST_SIGNALS = 8;

    private static final int LAST_CORE = 1023;

    /** A stream that is silent for longer disarms a live device (rule S6). */
    private static final int LIVE_LOST_AFTER_MS = 500;

    /** It names a file, too. */
    private static final String SUBJECT = "[A-Za-z0-9][A-Za-z0-9_-]{0,31}";

    private static final String SUBJECT_RULE =
            "a pseudonymous code of 1 to 32 letters, digits, dashes and underscores, no name";

    private final List<RigFault> faults;
    private final Map<String, String> places = new LinkedHashMap<>();

    private final RigSignalReader signalReader;
    private final CalibrationTexts texts;
    private final Map<String, String> loopDelays = new LinkedHashMap<>();

    RigFileReader(List<RigFault> faults, CalibrationTexts calibrations) {
        this.faults = faults;
        signalReader = new RigSignalReader(calibrations);
        texts = calibrations;
    }

    /** The files of {@code phasor calibrate} that the file names, by path; known after {@link #read}. */
    Map<String, String> calibrations() {
        Map<String, String> used = new LinkedHashMap<>(signalReader.used());
        used.putAll(loopDelays);
        return used;
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
        List<SignalSettings> signals = signals(root.section("dsp"), RigAuxReader.notEeg(acquisition.aux()));
        RigSection triggerSection = root.section("trigger");
        boolean timed = RigTimedReader.named(triggerSection);
        Trigger trigger = timed ? RigTimedReader.read(triggerSection) : RigTriggerReader.read(triggerSection, signals);
        if (!trigger.phasePolicy() && !timed) {
            RigAuxReader.refuseLimits(acquisition.aux(), places, faults);
        }
        RigSection stimulatorSection = root.section("stimulator");
        RigStimulatorReader stimulatorReader = new RigStimulatorReader(stimulatorSection, faults);
        boolean live = stimulatorReader.live();
        RigSection limitsSection = stimulatorSection.section("limits");
        places.put(RigLimitsReader.PLACE, limitsSection.placeOf(Limit.MAX_GAP.key()));
        RigLimitsReader limitsReader = new RigLimitsReader(limitsSection, live);
        SafetyLimits limits = limitsReader.read(trigger, signals);
        RigTrialsReader.check(triggerSection, trigger.design(), limits, live);
        Return returned = RigReturnReader.read(stimulatorSection, acquisition.aux(), timed, texts, loopDelays);
        StimulatorSettings stimulator = stimulatorReader.read(trigger, limitsReader, returned.loopDelay());
        if (live && acquisition.lostAfterMs() > LIVE_LOST_AFTER_MS) {
            String missing = acquisitionSection.has("lost-after-ms") ? "" : "is missing: ";
            acquisitionSection.fault(
                    "lost-after-ms", missing + "must be <= " + LIVE_LOST_AFTER_MS + " for a live device");
        }
        Recordings recordings = recordings(root.section("recordings"), live);
        Loop loop = loop(root.section("rig"));
        root.finish();
        return new RigSettings(acquisition, signals, trigger, stimulator, limits, recordings, loop, returned, timed);
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
        RigSection syntheticSection = section.section("synthetic");
        Optional<TriggerInputSettings> triggerInput = triggerInput(syntheticSection);
        SyntheticSettings synthetic = synthetic(syntheticSection);
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
        double maxTimeErrorMs = section.number("max-time-error-ms", 1, Bound.between(0.01, 100));
        OptionalLong maxLostSamples = section.has("max-lost-samples")
                ? OptionalLong.of(section.whole("max-lost-samples", 0, Bound.atLeast(0)))
                : OptionalLong.empty();
        List<Aux> aux = RigAuxReader.read(section, places);
        section.finish();
        return new Acquisition(
                kind,
                stream,
                resolve,
                lost,
                synthetic,
                file,
                chunk,
                nativeLsl,
                lslLibrary,
                aux,
                maxTimeErrorMs,
                maxLostSamples,
                triggerInput);
    }

    private static Optional<TriggerInputSettings> triggerInput(RigSection section) {
        int port = (int) section.whole("trigger-port", 16700, Bound.between(1, 65_535));
        double delayMs = section.number("trigger-delay-ms", 0, Bound.between(0, 1000));
        double jitterMs = section.number("trigger-jitter-ms", 0, Bound.between(0, 1000));
        if (section.has("trigger-port")) {
            long seed = section.whole("seed", SyntheticSettings.DEFAULTS.seed(), Bound.atLeast(0));
            return Optional.of(new TriggerInputSettings(port, delayMs, jitterMs, seed));
        }
        for (String key : List.of("trigger-delay-ms", "trigger-jitter-ms")) {
            if (section.has(key)) {
                section.fault(key, "needs trigger-port: without it there is no trigger channel");
            }
        }
        return Optional.empty();
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
        boolean emg = section.flag("emg", false);
        section.finish();
        try {
            SyntheticSettings heads = defaults.withRateHz(rateHz).withChannels(channels);
            return (emg ? heads.withMuscle() : heads)
                    .withSeed(seed)
                    .withFrequency(frequencyHz, driftHz)
                    .withNoise(snrDb, defaults.noiseExponent())
                    .withDurationSeconds(seconds);
        } catch (IllegalArgumentException e) {
            faults.add(new RigFault(section.place(), "acquisition.synthetic", "", e.getMessage()));
            return defaults;
        }
    }

    private List<SignalSettings> signals(RigSection dsp, List<String> notEeg) {
        List<SignalSettings> signals = new ArrayList<>();
        Set<String> names = new LinkedHashSet<>();
        for (RigSection section : dsp.sections("signal")) {
            SignalSettings signal = signalReader.read(section, notEeg);
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
        String loopCore = loopCore(section);
        String lockMemory = section.choice("lock-memory", "auto", List.of("auto", "yes", "no"));
        String priority = section.choice("priority", "auto", List.of("auto", "normal", "realtime"));
        if (priority.equals("realtime") && (waiting.equals("spin") || waiting.equals("yield"))) {
            section.fault(
                    "priority",
                    "needs rig.waiting = \"block\" or \"auto\": a real-time loop that never sleeps starves the machine");
        }
        boolean pauses = section.choice("pauses", "yes", List.of("yes", "no")).equals("yes");
        section.finish();
        return new Loop(waiting, ring, settle, loopCore, lockMemory, priority, pauses);
    }

    private static String loopCore(RigSection section) {
        String expected = "must be \"auto\", \"none\" or a core's number, 0 to " + LAST_CORE;
        Object value = section.value("loop-core");
        if (value == null || "auto".equals(value) || "none".equals(value)) {
            return value == null ? "auto" : value.toString();
        }
        if (value instanceof Long core && core >= 0 && core <= LAST_CORE) {
            return core.toString();
        }
        section.fault("loop-core", expected);
        return "auto";
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
