package org.phasor.lsl.liblsl;

import com.sun.jna.Pointer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Texts to and from C: UTF-8, whatever the platform's own encoding is. */
final class NativeText {

    private NativeText() {}

    /** With the zero that ends a C string. */
    static byte[] utf8(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return Arrays.copyOf(bytes, bytes.length + 1);
    }

    /** A string that liblsl made for us; it is destroyed. */
    static String taken(Pointer text) {
        try {
            return text.getString(0, StandardCharsets.UTF_8.name());
        } finally {
            LiblslFunctions.lsl_destroy_string(text);
        }
    }

    /** A string that stays liblsl's. */
    static String lent(Pointer text) {
        return text == null ? "" : text.getString(0, StandardCharsets.UTF_8.name());
    }
}
