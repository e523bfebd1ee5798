package org.phasor.recordings.page;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.phasor.dsp.evaluation.RecordingEvaluation;

/**
 * What {@code phasor certify} found out about a machine: all that its page, its text and its JSON say. Immutable.
 *
 * @param command that made it
 * @param version of the program
 * @param madeAt date and time, for a person
 * @param verdict in one line
 * @param met whether every limit was met
 * @param horizonMs of the rig that was run: what the age of its samples is held against
 * @param rhythmHz what a delay is turned into degrees with
 * @param limits in the order of the page
 * @param stages that had values
 * @param timeline in order of time
 * @param stalls the longest first
 * @param pauses how many there were and the longest, in words
 * @param horizon what looking ahead costs; empty when it was not computed
 * @param load what the machine had to do, by name
 * @param machine what it is, by name
 * @param notes what a reader must know
 */
public record Certification(
        String command,
        String version,
        String madeAt,
        String verdict,
        boolean met,
        double horizonMs,
        double rhythmHz,
        List<LimitLine> limits,
        List<LatencyStage> stages,
        List<Column> timeline,
        List<Stall> stalls,
        String pauses,
        Optional<HorizonPrice> horizon,
        Map<String, String> load,
        Map<String, String> machine,
        List<String> notes) {

    public Certification {
        limits = List.copyOf(limits);
        stages = List.copyOf(stages);
        timeline = List.copyOf(timeline);
        stalls = List.copyOf(stalls);
        load = Collections.unmodifiableMap(new LinkedHashMap<>(load));
        machine = Collections.unmodifiableMap(new LinkedHashMap<>(machine));
        notes = List.copyOf(notes);
    }

    /**
     * One limit and what became of it.
     *
     * @param key as in the JSON
     * @param words what is limited
     * @param value what was measured; empty: nothing was
     * @param bound the most that it may be
     * @param unit of both
     * @param met whether it was measured and is within the bound
     * @param note what has to be said beside the value; may be empty
     */
    public record LimitLine(
            String key, String words, OptionalDouble value, double bound, String unit, boolean met, String note) {}

    /**
     * A stretch of the run.
     *
     * @param fromSeconds since the measuring began, in time that was measured
     * @param toSeconds its end
     * @param worstAgeMs the oldest that a sample was when it was decided on
     * @param worstPulseMs the latest that a pulse came: after its planned time, or after the sample that caused it
     * @param longestPauseMs the longest pause that began in it; 0: none
     */
    public record Column(
            double fromSeconds, double toSeconds, double worstAgeMs, double worstPulseMs, double longestPauseMs) {}

    /**
     * A second in which samples got older than usual.
     *
     * @param atSeconds as in {@link Column}
     * @param ms the age of the oldest sample
     * @param cause as far as it can be told
     */
    public record Stall(double atSeconds, double ms, String cause) {}

    /**
     * What it costs to look ahead.
     *
     * @param evaluation of the estimator on a synthetic rhythm, by horizon and output delay together
     * @param outputDelayMs added to each horizon
     * @param rigHorizonMs of the rig that was run
     * @param neededHorizonMs what this machine needs; empty: it could not be measured
     */
    public record HorizonPrice(
            RecordingEvaluation evaluation,
            double outputDelayMs,
            double rigHorizonMs,
            OptionalDouble neededHorizonMs) {}
}
