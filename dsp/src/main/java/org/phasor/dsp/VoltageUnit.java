package org.phasor.dsp;

import java.util.Locale;
import java.util.OptionalDouble;

/** The units in which senders give voltages. */
final class VoltageUnit {

    private VoltageUnit() {}

    /**
     * How many microvolts one of this unit is; empty for an empty or unknown unit. Knows V, mV, µV and nV, both micro signs and
     * "u", and the words, in any case.
     */
    static OptionalDouble microvolts(String unit) {
        // U+00B5 is the micro sign, U+03BC the Greek letter.
        String plain = unit.strip().replace('\u00b5', 'u').replace('\u03bc', 'u');
        return switch (plain.toLowerCase(Locale.ROOT)) {
            case "v", "volt", "volts" -> OptionalDouble.of(1e6);
            // "MV" would be a megavolt: not a unit of EEG, and not quietly a thousandth of a volt.
            case "mv" -> plain.startsWith("m") ? OptionalDouble.of(1e3) : OptionalDouble.empty();
            case "millivolt", "millivolts" -> OptionalDouble.of(1e3);
            case "uv", "microvolt", "microvolts", "uvolt", "uvolts" -> OptionalDouble.of(1);
            case "nv", "nanovolt", "nanovolts" -> OptionalDouble.of(1e-3);
            default -> OptionalDouble.empty();
        };
    }
}
