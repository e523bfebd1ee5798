package org.phasor.recordings.page;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.phasor.dsp.evaluation.ErrorGate;
import org.phasor.dsp.evaluation.RecordingEvaluation;
import org.phasor.recordings.page.Certification.HorizonPrice;

/** What a certification is put into words with. */
public final class CertificationWords {

    /** The terms of the page, in its order. */
    static final Map<String, String> DEFINITIONS = definitions();

    private CertificationWords() {}

    private static Map<String, String> definitions() {
        Map<String, String> words = new LinkedHashMap<>();
        words.put(
                "p50, p99, p99.9, max",
                "half, 99 % and 99.9 % of the values are at most so large, and the largest;"
                        + " a percentile is left out where fewer than 2, 100 or 1000 values stand behind it");
        words.put(
                "age",
                "from the sample's own time to the decision on it (stampToDecision): what the horizon must cover");
        words.put("horizon", "how long before a pulse its decision is final (trigger.horizon-ms)");
        words.put("stall", "a second whose oldest sample was at least twice as old as most samples are");
        words.put(
                "pause",
                "a stretch in which Java stopped all threads of the program: the garbage collector, or a"
                        + " safepoint for another reason");
        words.put("needed horizon", "p99.9 of the age, a fifth more and 1 ms");
        words.put(
                "circular SD",
                "sqrt(-2 ln PLV) of the estimate's error on a synthetic rhythm whose phase is known,"
                        + " where its amplitude is at or above the median");
        words.put(
                "not measured",
                "the amplifier, its driver and the stimulator: what is measured begins when a sample is"
                        + " sent by LSL on this machine and ends with the return of the call to a simulated device");
        return Collections.unmodifiableMap(words);
    }

    /** With about four figures: more are not there. */
    public static String number(double value, Locale locale) {
        double size = Math.abs(value);
        if (size == Math.rint(size) && size < 1e6 || size >= 1000) {
            return String.format(locale, "%.0f", value);
        }
        return String.format(locale, size >= 100 ? "%.1f" : size >= 1 ? "%.2f" : "%.3f", value);
    }

    /** As it is printed. */
    static String unit(String unit) {
        return unit.equals("us") ? "\u00b5s" : unit;
    }

    /** What the timing of pulses costs in phase; empty where there were none. */
    public static Optional<String> degrees(Certification c) {
        List<String> parts = new ArrayList<>();
        for (LatencyStage stage : c.stages()) {
            if (OF_PULSES.contains(stage.key()) && stage.p50Micros().isPresent()) {
                OptionalDouble late = stage.p99Micros().isPresent() ? stage.p99Micros() : stage.maxMicros();
                parts.add(String.format(
                        Locale.ROOT,
                        "%s %.2f (p50) and %.2f (%s)",
                        stage.key(),
                        degrees(stage.p50Micros(), c.rhythmHz()),
                        degrees(late, c.rhythmHz()),
                        stage.p99Micros().isPresent() ? "p99" : "max"));
            }
        }
        return parts.isEmpty()
                ? Optional.empty()
                : Optional.of("In degrees of a rhythm of " + number(c.rhythmHz(), Locale.ROOT) + " Hz: "
                        + String.join(", ", parts) + ". A delay that is always the same is taken off by"
                        + " stimulator.output-delay-ms; what varies is not.");
    }

    /** Of a delay at a rhythm. */
    public static double degrees(OptionalDouble micros, double rhythmHz) {
        return micros.orElse(Double.NaN) * 1e-6 * rhythmHz * 360;
    }

    private static final List<String> OF_PULSES = List.of("arrivalToDevice", "plannedToActual");

    /** To a thousandth: sums of horizon and delay come without the ends that arithmetic leaves. */
    static double rounded(double ms) {
        return Math.rint(ms * 1000) / 1000;
    }

    /** What the horizon costs, in a sentence or two. */
    public static String horizon(HorizonPrice price) {
        RecordingEvaluation evaluation = price.evaluation();
        StringBuilder words = new StringBuilder(String.format(
                Locale.ROOT,
                "Circular SD of %s on a synthetic rhythm: %s at the rig's horizon of %s ms",
                evaluation.defaultEstimator(),
                sd(price, price.rigHorizonMs()),
                number(price.rigHorizonMs(), Locale.ROOT)));
        if (price.neededHorizonMs().isPresent()) {
            double needed = price.neededHorizonMs().getAsDouble();
            words.append(String.format(
                    Locale.ROOT,
                    "; this machine needs %s ms, which gives %s",
                    number(needed, Locale.ROOT),
                    sd(price, needed)));
        }
        if (price.outputDelayMs() > 0) {
            words.append(String.format(
                    Locale.ROOT, " (each with the output delay of %s ms)", number(price.outputDelayMs(), Locale.ROOT)));
        }
        return words.append('.').toString();
    }

    private static String sd(HorizonPrice price, double horizonMs) {
        double delayMs = rounded(horizonMs + price.outputDelayMs());
        return price.evaluation()
                .row(price.evaluation().defaultEstimator(), delayMs, ErrorGate.AMP50)
                .map(r -> String.format(
                        Locale.ROOT,
                        "%.1f degrees",
                        Math.toDegrees(r.errors().errors().circularSdRad())))
                .orElse("an unknown SD");
    }
}
