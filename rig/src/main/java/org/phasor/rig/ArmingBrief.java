package org.phasor.rig;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.phasor.recordings.LoopDelay;
import org.phasor.stimulator.Intensity;
import org.phasor.stimulator.Limit;
import org.phasor.stimulator.LimitOverride;
import org.phasor.stimulator.LiveDeclaration;
import org.phasor.stimulator.LiveRules;
import org.phasor.stimulator.PulsePattern;
import org.phasor.stimulator.SafetyLimits;

/** What a person should read before they arm a live device: what will fire, at whom, on what, and how far it may go. */
final class ArmingBrief {

    private ArmingBrief() {}

    static List<String> of(RigBinding rig, String device) {
        RigSettings settings = rig.settings();
        LiveDeclaration declared = settings.stimulator().declared();
        PulsePattern pattern = settings.stimulator().pattern();
        SafetyLimits limits = settings.limits();
        List<String> lines = new ArrayList<>();
        lines.add("device     " + device + ": LIVE, it can reach a person");
        settings.recordings().subject().ifPresent(subject -> lines.add("subject    " + subject));
        lines.add("input      " + input(rig));
        for (String set : rig.file().sets()) {
            lines.add("SET        " + set + ": on the command line, not in "
                    + rig.file().name());
        }
        if (settings.timed()) {
            lines.add("MEASURING  the loop delay, whatever the phase: THE COIL MUST BE AWAY FROM ANY PERSON");
        }
        settings.returned().loopDelay().ifPresent(delay -> lines.add(loopDelay(delay)));
        lines.add("pattern    " + pattern(pattern));
        declared.intensity().ifPresent(i -> lines.add(intensity(i)));
        LiveRules.trains(pattern, limits, declared)
                .ifPresent(verdict ->
                        lines.add("trains     " + verdict.kind().name().replace('_', ' ') + ": " + verdict.reason()));
        for (Limit limit : Limit.values()) {
            lines.add("limit      " + limit.key() + " = " + plain(limits.inUnit(limit)));
        }
        for (LimitOverride override : declared.overrides()) {
            lines.add("OVERRIDE   " + override.limit() + ", signed by " + override.signedBy() + ": " + override.reason()
                    + " (protocol: " + override.protocol() + ")");
        }
        return lines;
    }

    /** A signal that is nobody's must not be taken for the subject's. */
    private static String input(RigBinding rig) {
        return switch (rig.settings().acquisition().source()) {
            case LSL -> "LSL stream '" + rig.info().name() + "'";
            case SYNTHETIC -> "MADE UP: a synthetic signal, nobody's EEG";
            case FILE -> "PLAYED from " + rig.settings().acquisition().file() + ", not from the subject";
        };
    }

    private static String pattern(PulsePattern pattern) {
        return pattern.pulses() == 1
                ? "single pulses"
                : String.format(
                        Locale.ROOT,
                        "%d pulses, %s ms apart, timed by %s",
                        pattern.pulses(),
                        plain(pattern.gapNanos() / 1e6),
                        pattern.timedByDevice() ? "the device: the rest cannot be stopped" : "the interlock");
    }

    private static String loopDelay(LoopDelay delay) {
        return String.format(
                Locale.ROOT,
                "loop delay %.2f ms (SD %.2f), measured %s with %s",
                delay.delays().meanMs(),
                delay.delays().sdMs(),
                delay.made(),
                delay.device());
    }

    private static String intensity(Intensity i) {
        return String.format(
                Locale.ROOT,
                "intensity  %.0f %% of the resting motor threshold = %.0f %% of the output; threshold %.0f %%, measured %s",
                i.percentRmt(),
                i.percentMso(),
                i.rmtPercentMso(),
                i.rmtDate());
    }

    private static String plain(double value) {
        return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
    }
}
