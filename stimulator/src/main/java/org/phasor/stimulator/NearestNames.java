package org.phasor.stimulator;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Orders names by how few letters have to be changed, added or taken away (Levenshtein 1966) to get to them. */
final class NearestNames {

    /** Nobody mistypes a name by more; bounds the work. */
    private static final int LONGEST = 64;

    private NearestNames() {}

    /** The same names, the nearest first; the given order where two are as near. */
    static List<String> first(String typed, List<String> names) {
        String start = typed.length() > LONGEST ? typed.substring(0, LONGEST) : typed;
        List<String> sorted = new ArrayList<>(names);
        sorted.sort(Comparator.comparingInt(name -> distance(start, name)));
        return sorted;
    }

    static int distance(String a, String b) {
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
