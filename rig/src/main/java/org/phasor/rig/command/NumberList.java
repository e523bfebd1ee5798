package org.phasor.rig.command;

import java.util.ArrayList;
import java.util.List;

/** Options that are numbers with commas between them. */
final class NumberList {

    private NumberList() {}

    /**
     * The numbers; an error names the option.
     *
     * @param form what it must be, for the error
     */
    static List<Double> of(String option, String text, String form) {
        List<Double> numbers = new ArrayList<>();
        for (String part : text.split(",", -1)) {
            try {
                // Adding 0 turns -0 into 0.
                numbers.add(Double.parseDouble(part.strip()) + 0.0);
            } catch (NumberFormatException e) {
                throw new CommandFailed(ExitCode.BAD_ARGUMENTS, option + " " + text + ": must be " + form, e);
            }
        }
        return numbers;
    }

    /** Two frequencies. */
    static double[] pair(String option, String text) {
        String form = "two frequencies in Hz, the lower first, as 8,13";
        List<Double> numbers = of(option, text, form);
        if (numbers.size() != 2
                || !(numbers.get(0) > 0)
                || !(numbers.get(1) > numbers.get(0))
                || Double.isInfinite(numbers.get(1))) {
            throw new CommandFailed(ExitCode.BAD_ARGUMENTS, option + " " + text + ": must be " + form);
        }
        return new double[] {numbers.get(0), numbers.get(1)};
    }
}
