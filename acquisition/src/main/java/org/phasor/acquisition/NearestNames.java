package org.phasor.acquisition;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** For refusals: which known name was probably meant, by Levenshtein's distance (1966). */
public final class NearestNames {

    /** Nobody mistypes a name by more; bounds the work. */
    private static final int LONGEST = 64;

    private NearestNames() {}

    /** The same names, the nearest first; the given order where two are as near. */
    public static List<String> first(String typed, Collection<String> names) {
        List<String> sorted = new ArrayList<>(names);
        sorted.sort(Comparator.comparingInt(name -> distance(typed, name)));
        return sorted;
    }

    /** The nearest name, when it is near enough to have been meant. */
    public static Optional<String> meant(String typed, Collection<String> names) {
        return first(typed, names).stream()
                .findFirst()
                .filter(name -> distance(typed, name) / 2 <= Math.max(2, name.length() / 2));
    }

    /** Twice the edits between the names in lower case, and one more when they are not the same to the letter. */
    static int distance(String a, String b) {
        return 2 * edits(lower(a), lower(b)) + (a.equals(b) ? 0 : 1);
    }

    private static String lower(String name) {
        return name.substring(0, Math.min(LONGEST, name.length())).toLowerCase(Locale.ROOT);
    }

    private static int edits(String a, String b) {
        int[] previous = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] current = new int[b.length() + 1];
            current[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int changed = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                current[j] = Math.min(changed, 1 + Math.min(previous[j], current[j - 1]));
            }
            previous = current;
        }
        return previous[b.length()];
    }
}
