package org.phasor.lsl;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** Numbers as native liblsl prints them (C's {@code %#.16g}), whatever the locale. */
final class LslNumber {

    private static final int DIGITS = 16;

    private LslNumber() {}

    static String format(double value) {
        if (value == 0) {
            return (1 / value < 0 ? "-" : "") + "0.000000000000000";
        }
        if (!Double.isFinite(value)) {
            return Double.isNaN(value) ? "nan" : value > 0 ? "inf" : "-inf";
        }
        // Not String.format("%.16g"): its last digit differs from C's for one double in fifteen.
        BigDecimal rounded = new BigDecimal(value).round(new MathContext(DIGITS, RoundingMode.HALF_EVEN));
        StringBuilder digits = new StringBuilder(rounded.unscaledValue().abs().toString());
        int exponent = digits.length() - 1 - rounded.scale();
        while (digits.length() < DIGITS) {
            digits.append('0');
        }
        digits.setLength(DIGITS);
        String sign = value < 0 ? "-" : "";
        if (exponent < -4 || exponent >= DIGITS) {
            int magnitude = Math.abs(exponent);
            return sign + digits.charAt(0) + "." + digits.substring(1) + "e" + (exponent < 0 ? "-" : "+")
                    + (magnitude < 10 ? "0" : "") + magnitude;
        }
        if (exponent < 0) {
            return sign + "0." + "0".repeat(-exponent - 1) + digits;
        }
        return sign + digits.substring(0, exponent + 1) + "." + digits.substring(exponent + 1);
    }
}
