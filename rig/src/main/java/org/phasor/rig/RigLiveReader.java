package org.phasor.rig;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.phasor.stimulator.Intensity;
import org.phasor.stimulator.LimitOverride;
import org.phasor.stimulator.LiveDeclaration;
import org.phasor.stimulator.LiveFault;
import org.phasor.stimulator.LiveRules;
import org.phasor.stimulator.PulsePattern;

/** What a rig file declares for a live device: {@code [stimulator.intensity]} and {@code [[stimulator.override]]}. */
final class RigLiveReader {

    private final RigSection stimulator;
    private final List<RigFault> faults;
    private final Map<String, RigSection> overrideSections = new HashMap<>();

    RigLiveReader(RigSection stimulator, List<RigFault> faults) {
        this.stimulator = stimulator;
        this.faults = faults;
    }

    LiveDeclaration read(boolean live, PulsePattern pattern, RigLimitsReader limits) {
        boolean intensityGiven = stimulator.has("intensity");
        RigSection intensitySection = stimulator.section("intensity");
        Optional<Intensity> intensity = intensityGiven ? intensity(intensitySection) : Optional.empty();
        LiveDeclaration declared = new LiveDeclaration(intensity, limits.trains(), overrides());
        for (LiveFault fault : LiveRules.faults(live, pattern, limits.limits(), declared)) {
            if (fault.key().startsWith("limits.")) {
                limits.section().fault(fault.key().substring("limits.".length()), fault.expected());
            } else if (fault.key().startsWith("intensity.")) {
                intensitySection.fault(fault.key().substring("intensity.".length()), fault.expected());
            } else if (fault.key().startsWith("override.")) {
                overrideSections
                        .get(fault.key().substring("override.".length()))
                        .fault("limit", fault.expected());
            } else if (!intensityGiven) {
                stimulator.fault(fault.key(), fault.expected());
            }
        }
        return declared;
    }

    private Optional<Intensity> intensity(RigSection section) {
        double percent = section.requiredNumber("percent-rmt", Bound.between(1, 200));
        double threshold = section.requiredNumber("rmt-percent-mso", Bound.between(1, 100));
        boolean complete = section.has("percent-rmt") && section.has("rmt-percent-mso");
        Optional<LocalDate> date = date(section);
        section.finish();
        return date.filter(day -> complete)
                .map(day -> RigStimulatorReader.tried(section, () -> new Intensity(percent, threshold, day), faults));
    }

    /** A day of TOML, or one in quotes. */
    private static Optional<LocalDate> date(RigSection section) {
        Object value = section.value("rmt-date");
        try {
            if (value != null) {
                return Optional.of(LocalDate.parse(value.toString()));
            }
            section.fault("rmt-date", "is missing: must be the day when the threshold was measured, as 2026-03-01");
        } catch (DateTimeParseException e) {
            section.fault("rmt-date", "must be a day, as 2026-03-01");
        }
        return Optional.empty();
    }

    private List<LimitOverride> overrides() {
        List<LimitOverride> overrides = new ArrayList<>();
        for (RigSection section : stimulator.sections("override")) {
            String limit = section.requiredText("limit", "the key of a limit, \"train\" or \"intensity\"");
            String signedBy = section.requiredText("signed-by", "the name of who answers for it");
            String reason = section.requiredText("reason", "why");
            String protocol = section.requiredText("protocol", "the approved protocol's name");
            section.finish();
            if (List.of(limit, signedBy, reason, protocol).contains("")) {
                continue;
            }
            LimitOverride override = RigStimulatorReader.tried(
                    section, () -> new LimitOverride(limit, signedBy, reason, protocol), faults);
            if (override != null && overrideSections.putIfAbsent(limit, section) != null) {
                section.fault("limit", "is overridden twice");
            } else if (override != null) {
                overrides.add(override);
            }
        }
        return overrides;
    }
}
