package org.phasor.rig.certify;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;
import org.phasor.recordings.page.CertificationWords;

/** Numbers as people read them. */
final class Numbers {

    private Numbers() {}

    /** As it was typed: without digits that say nothing. */
    static String plain(double value) {
        return new BigDecimal(value, new MathContext(9)).stripTrailingZeros().toPlainString();
    }

    /** As it was measured: about four figures. */
    static String measured(double value) {
        return CertificationWords.number(value, Locale.ROOT);
    }
}
