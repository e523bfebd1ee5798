package org.phasor.rig;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.phasor.dsp.ArtefactLimits;
import org.phasor.dsp.Calibration;
import org.phasor.dsp.ConditioningSettings;
import org.phasor.dsp.Montages;
import org.phasor.dsp.SignalSettings;
import org.phasor.dsp.estimator.PhaseEstimators;
import org.phasor.recordings.CalibrationFile;

/** A table {@code [[dsp.signal]]} of a rig file. */
final class RigSignalReader {

    private static final Bound HZ = Bound.above(0);
    private static final Bound BLANK_MS = Bound.between(0, 10_000);

    private final CalibrationTexts texts;
    private final Map<String, String> used = new LinkedHashMap<>();

    RigSignalReader(CalibrationTexts texts) {
        this.texts = texts;
    }

    /** The estimator files that were read, by the path that the rig file names. */
    Map<String, String> used() {
        return used;
    }

    /** @param notEeg labels that belong to no average */
    SignalSettings read(RigSection section, List<String> notEeg) {
        String name = section.requiredText("name", "a name for the signal");
        Map<String, Double> spatial = spatial(section);
        double[] band = section.band("band-hz", Bound.above(0));
        OptionalDouble peak = section.number("peak-hz", HZ);
        if (peak.isPresent() && (peak.getAsDouble() < band[0] || peak.getAsDouble() > band[1])) {
            section.fault("peak-hz", "must lie in band-hz");
        }
        String estimator = section.choice("estimator", PhaseEstimators.DEFAULT, PhaseEstimators.names());
        OptionalDouble window = section.number("window-ms", Bound.above(0));
        if (window.isPresent() && window.getAsDouble() < 1000 / band[0]) {
            section.fault("window-ms", "must hold at least one cycle of the band: >= " + Math.ceil(1000 / band[0]));
        }
        Optional<Calibration> calibration = calibration(section);
        OptionalDouble freezeAfter = section.number("freeze-after-s", Bound.between(0, 86_400));
        if (freezeAfter.isPresent() && !PhaseEstimators.learns(estimator)) {
            section.fault("freeze-after-s", "is only for an estimator that learns while it runs: " + learners());
        }
        ConditioningSettings conditioning = conditioning(section, notEeg);
        section.finish();
        return new SignalSettings(
                name, spatial, band[0], band[1], peak, estimator, window, conditioning, calibration, freezeAfter);
    }

    private static String learners() {
        return String.join(
                ", ",
                PhaseEstimators.names().stream().filter(PhaseEstimators::learns).toList());
    }

    private Map<String, Double> spatial(RigSection section) {
        Map<String, Double> spatial = new LinkedHashMap<>(section.weights("spatial"));
        int given =
                (section.has("channel") ? 1 : 0) + (section.has("spatial") ? 1 : 0) + (section.has("montage") ? 1 : 0);
        String channel = section.text("channel", "");
        String montage = section.text("montage", "");
        if (given > 1) {
            String key = section.has("channel") ? "channel" : "montage";
            section.fault(key, "is given beside another: must be one of channel, montage and spatial");
        } else if (!channel.isEmpty()) {
            spatial.put(channel, 1.0);
        } else if (!montage.isEmpty()) {
            try {
                spatial.putAll(Montages.named(montage));
            } catch (IllegalArgumentException e) {
                section.fault("montage", e.getMessage());
            }
        } else if (given == 0 || section.has("spatial") && spatial.isEmpty()) {
            section.fault("channel", "is missing: must be a channel's label (or give a montage, or spatial weights)");
        }
        return spatial;
    }

    private Optional<Calibration> calibration(RigSection section) {
        String path = section.text("calibration", "");
        if (path.isEmpty()) {
            return Optional.empty();
        }
        try {
            String text = texts.read(path);
            Calibration calibration = CalibrationFile.parse(path, text);
            used.put(path, text);
            return Optional.of(calibration);
        } catch (IOException e) {
            section.fault("calibration", e.getMessage());
            return Optional.empty();
        }
    }

    private static ConditioningSettings conditioning(RigSection section, List<String> notEeg) {
        ConditioningSettings defaults = ConditioningSettings.DEFAULTS;
        List<String> reference = section.texts("reference");
        String neighbour = section.text("neighbour", "");
        List<Double> notch = section.numbers("notch-hz", HZ);
        double notchWidth = section.number("notch-width-hz", defaults.notchWidthHz(), Bound.between(0.1, 20));
        OptionalDouble drift = section.number("drift-removal-ms", Bound.between(10, 600_000));
        OptionalDouble decimate = section.number("decimate-hz", HZ);
        double before = section.number("blank-before-ms", defaults.blankBeforeMs(), BLANK_MS);
        double after = section.number("blank-after-ms", defaults.blankAfterMs(), BLANK_MS);
        ArtefactLimits artefacts = artefacts(section.section("artefact"));
        return new ConditioningSettings(
                reference,
                neighbour.isEmpty() ? Optional.empty() : Optional.of(neighbour),
                notch,
                notchWidth,
                drift,
                decimate,
                before,
                after,
                artefacts,
                notEeg);
    }

    private static ArtefactLimits artefacts(RigSection section) {
        ArtefactLimits defaults = ArtefactLimits.DEFAULTS;
        ArtefactLimits limits = new ArtefactLimits(
                limit(section.number("large-mad", Bound.atLeast(0)), defaults.largeMads()),
                limit(section.number("amplitude-mad", Bound.atLeast(0)), defaults.amplitudeMads()),
                limit(section.number("amplitude-uv", Bound.atLeast(0)), defaults.amplitudeMicrovolts()),
                limit(section.number("peak-to-peak-uv", Bound.atLeast(0)), defaults.peakToPeakMicrovolts()),
                limit(section.number("gradient-uv-per-ms", Bound.atLeast(0)), defaults.gradientMicrovoltsPerMs()),
                limit(section.number("flat-ms", Bound.between(0, 10_000)), defaults.flatMs()),
                limit(section.number("rail-uv", Bound.atLeast(0)), defaults.railMicrovolts()),
                limit(section.number("line-ratio", Bound.atLeast(0)), defaults.lineRatio()),
                limit(section.number("high-frequency-ratio", Bound.atLeast(0)), defaults.highFrequencyRatio()));
        section.finish();
        return limits;
    }

    /** 0 turns a check off. */
    private static OptionalDouble limit(OptionalDouble given, OptionalDouble fallback) {
        if (given.isEmpty()) {
            return fallback;
        }
        return given.getAsDouble() == 0 ? OptionalDouble.empty() : given;
    }
}
