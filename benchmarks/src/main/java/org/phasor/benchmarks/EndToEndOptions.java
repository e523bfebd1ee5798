package org.phasor.benchmarks;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What {@link EndToEnd} was asked for.
 *
 * @param ratesHz one measurement each
 * @param runs per rate, all arms in each
 * @param samples per arm and run
 * @param rigBy whose outlet serves the rig's stream: {@code java} or {@code native}
 * @param json where the numbers go besides the table
 * @param profile whether the table of {@link EndToEndProfile} is printed
 * @param sets for the rig file
 */
record EndToEndOptions(
        List<Double> ratesHz,
        int runs,
        long samples,
        String rigBy,
        Optional<Path> json,
        boolean profile,
        List<String> sets) {

    static final EndToEndOptions DEFAULTS =
            new EndToEndOptions(List.of(1000.0, 5000.0), 5, 60_000, Amplifier.JAVA, Optional.empty(), false, List.of());

    /** To see that it runs; not for quoting. */
    static final EndToEndOptions QUICK =
            new EndToEndOptions(List.of(1000.0), 1, 4_000, Amplifier.JAVA, Optional.empty(), false, List.of());

    /** @throws IllegalArgumentException in one line, with what was given and what may be */
    static EndToEndOptions parse(List<String> arguments) {
        EndToEndOptions options = arguments.contains("--quick") ? QUICK : DEFAULTS;
        List<String> sets = new ArrayList<>();
        for (int i = 0; i < arguments.size(); i++) {
            String name = arguments.get(i);
            if (name.equals("--quick") || name.equals("--profile")) {
                continue;
            }
            if (i + 1 == arguments.size()) {
                throw new IllegalArgumentException(
                        name + ": must be --quick, --profile, or one of --rate, --runs, --samples,"
                                + " --amplifier, --json, --set with a value");
            }
            String value = arguments.get(++i);
            options = switch (name) {
                case "--rate" -> options.withRate(number(name, value, 100, 100_000));
                case "--runs" -> options.withRuns((int) number(name, value, 1, 1000));
                case "--samples" -> options.withSamples((long) number(name, value, 1000, 100_000_000));
                case "--amplifier" -> options.withRigBy(value);
                case "--json" -> options.withJson(Path.of(value));
                case "--set" -> {
                    sets.add(value);
                    yield options;
                }
                default ->
                    throw new IllegalArgumentException(
                            name + ": must be --quick, --rate, --runs, --samples," + " --amplifier, --json or --set");
            };
        }
        return new EndToEndOptions(
                options.ratesHz,
                options.runs,
                options.samples,
                options.rigBy,
                options.json,
                arguments.contains("--profile"),
                List.copyOf(sets));
    }

    private static double number(String name, String value, double least, double most) {
        try {
            double number = Double.parseDouble(value);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Told below.
        }
        throw new IllegalArgumentException(
                name + " " + value + ": must be a number from " + (long) least + " to " + (long) most);
    }

    private EndToEndOptions withRate(double rateHz) {
        return new EndToEndOptions(List.of(rateHz), runs, samples, rigBy, json, profile, sets);
    }

    private EndToEndOptions withRuns(int count) {
        return new EndToEndOptions(ratesHz, count, samples, rigBy, json, profile, sets);
    }

    private EndToEndOptions withSamples(long count) {
        return new EndToEndOptions(ratesHz, runs, count, rigBy, json, profile, sets);
    }

    private EndToEndOptions withRigBy(String whose) {
        if (!List.of(Amplifier.JAVA, Amplifier.NATIVE).contains(whose)) {
            throw new IllegalArgumentException("--amplifier " + whose + ": must be java or native");
        }
        return new EndToEndOptions(ratesHz, runs, samples, whose, json, profile, sets);
    }

    private EndToEndOptions withJson(Path file) {
        return new EndToEndOptions(ratesHz, runs, samples, rigBy, Optional.of(file), profile, sets);
    }

    /** Far enough apart that an answer is not mistaken for the next one's, and within the rig's 6,000 pulses a minute. */
    static int meanSpacing(double rateHz) {
        return rateHz <= 2000 ? 20 : (int) Math.ceil(rateHz * 0.006);
    }
}
