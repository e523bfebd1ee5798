package org.phasor.dsp;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.phasor.acquisition.NearestNames;

/**
 * Spatial filters by name: an electrode less the mean of its neighbours in the 10-10 system, which sharpens what lies below it.
 *
 * <p>Source: Hjorth, "An on-line transformation of EEG scalp potentials into orthogonal source derivations",
 * Electroencephalography and Clinical Neurophysiology 39 (1975), 526-530. The four diagonal neighbours over the sensorimotor strip
 * are those of a cap with 32 electrodes and the usual ones for the mu rhythm; elsewhere they are the nearest in the four
 * directions, and the three that exist at the rim.
 */
public final class Montages {

    private static final Map<String, Map<String, Double>> TABLE = new LinkedHashMap<>();

    static {
        hjorth("C3", "FC1", "FC5", "CP1", "CP5");
        hjorth("C4", "FC2", "FC6", "CP2", "CP6");
        hjorth("Cz", "FC1", "FC2", "CP1", "CP2");
        hjorth("Fz", "AFz", "FCz", "F1", "F2");
        hjorth("FCz", "Fz", "Cz", "FC1", "FC2");
        hjorth("F3", "AF3", "FC3", "F1", "F5");
        hjorth("F4", "AF4", "FC4", "F2", "F6");
        hjorth("Pz", "CPz", "POz", "P1", "P2");
        hjorth("P3", "CP3", "PO3", "P1", "P5");
        hjorth("P4", "CP4", "PO4", "P2", "P6");
        hjorth("POz", "Pz", "Oz", "PO3", "PO4");
        hjorth("Oz", "POz", "O1", "O2");
        hjorth("O1", "PO3", "PO7", "Oz");
        hjorth("O2", "PO4", "PO8", "Oz");
    }

    private Montages() {}

    /** The names, as {@code C3-hjorth}. */
    public static List<String> names() {
        return List.copyOf(TABLE.keySet());
    }

    /**
     * Weight by channel label; they sum to 0, so no reference changes the signal.
     *
     * @throws IllegalArgumentException in one line with the nearest names, when there is none of this name
     */
    public static Map<String, Double> named(String name) {
        Map<String, Double> weights = TABLE.get(name);
        if (weights == null) {
            List<String> nearest = NearestNames.first(name, TABLE.keySet());
            throw new IllegalArgumentException("montage \"" + name + "\": not known; nearest: "
                    + String.join(", ", nearest.subList(0, 3)) + " (known: " + String.join(", ", TABLE.keySet()) + ")");
        }
        return weights;
    }

    private static void hjorth(String centre, String... neighbours) {
        Map<String, Double> weights = new LinkedHashMap<>();
        weights.put(centre, 1.0);
        Arrays.asList(neighbours).forEach(neighbour -> weights.put(neighbour, -1.0 / neighbours.length));
        TABLE.put(centre + "-hjorth", Collections.unmodifiableMap(weights));
    }
}
