package org.phasor.dsp;

import java.util.Collection;
import java.util.Locale;

/** For refusals: which known name was probably meant. */
final class NearestName {

    private NearestName() {}

    /** The candidate that takes the fewest edits, letters' case counting half an edit; the first of equals; "" for none. */
    static String of(String name, Collection<String> candidates) {
        String nearest = "";
        int least = Integer.MAX_VALUE;
        for (String candidate : candidates) {
            int distance = 2 * edits(name.toLowerCase(Locale.ROOT), candidate.toLowerCase(Locale.ROOT))
                    + (name.equals(candidate) ? 0 : 1);
            if (distance < least) {
                least = distance;
                nearest = candidate;
            }
        }
        return nearest;
    }

    /** Levenshtein's distance. */
    private static int edits(String a, String b) {
        int[] previous = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] current = new int[b.length() + 1];
            current[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replace = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                current[j] = Math.min(replace, Math.min(previous[j], current[j - 1]) + 1);
            }
            previous = current;
        }
        return previous[b.length()];
    }
}
