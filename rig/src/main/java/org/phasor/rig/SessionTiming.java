package org.phasor.rig;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.phasor.dsp.SignalSettings;
import org.phasor.rig.LatencyStages.Stage;
import org.phasor.rig.machine.Pause;
import org.phasor.rig.machine.PauseWatch;
import org.phasor.rig.machine.Pauses;

/**
 * How fast a session is: since it was armed (before that, since the start) and in the last minute, what that is worth, and
 * what stood in the way.
 *
 * @param degrees for pulses at a phase; those of the first condition
 * @param pausesWhyNot why some pauses, or all, are not seen
 */
public record SessionTiming(
        Map<Stage, LatencyFigures> sinceStart,
        Map<Stage, LatencyFigures> lastMinute,
        LatencyBudget budgetP50,
        LatencyBudget budgetP99,
        Optional<DegreesAtTarget> degrees,
        Map<Pause.Kind, Pauses> pauses,
        Optional<String> pausesWhyNot) {

    static SessionTiming of(
            RigSettings settings, List<TrackedRhythm> rhythms, LatencyStages latency, PauseWatch pauses) {
        Map<Stage, LatencyFigures> sinceStart = byStage(latency::figures);
        RigSettings.Trigger trigger = settings.trigger();
        return new SessionTiming(
                sinceStart,
                byStage(latency::lastMinute),
                LatencyBudget.of(trigger, sinceStart, LatencyBudget.At.P50),
                LatencyBudget.of(trigger, sinceStart, LatencyBudget.At.P99),
                targetHz(settings, rhythms).map(hz -> DegreesAtTarget.of(hz, trigger.horizonMs(), sinceStart)),
                pauses.all(),
                pauses.whyNot());
    }

    private static Map<Stage, LatencyFigures> byStage(Function<Stage, LatencyFigures> figures) {
        Map<Stage, LatencyFigures> stages = new EnumMap<>(Stage.class);
        for (Stage stage : Stage.values()) {
            stages.put(stage, figures.apply(stage));
        }
        return stages;
    }

    /** The rhythm that the first condition aims at. */
    private static Optional<Double> targetHz(RigSettings settings, List<TrackedRhythm> rhythms) {
        if (settings.trigger().conditions().isEmpty()) {
            return Optional.empty();
        }
        String name = settings.trigger().conditions().get(0).signal();
        Optional<Double> tracked = rhythms.stream()
                .filter(rhythm -> rhythm.signal().equals(name))
                .findFirst()
                .map(TrackedRhythm::peakHz);
        return tracked.or(() -> settings.signals().stream()
                .filter(signal -> signal.name().equals(name))
                .findFirst()
                .map(SessionTiming::settledHz));
    }

    private static double settledHz(SignalSettings signal) {
        double middle = (signal.bandLowHz() + signal.bandHighHz()) / 2;
        return signal.peakHz()
                .orElseGet(() -> signal.calibration().map(c -> c.peakHz()).orElse(middle));
    }
}
