package org.phasor.acquisition;

import java.util.List;
import java.util.Map;

/** Where the synthetic oscillation is seen: strongest in the first channel, weaker in the others. */
final class SyntheticMontage {

    /** In the order in which channels are named when only their number is given. */
    static final List<String> LABELS = List.of(
            "C3", "C4", "Cz", "FC1", "FC5", "CP1", "CP5", "O1", "O2", "Pz", "FC2", "FC6", "CP2", "CP6", "F3", "F4");

    /**
     * How much of the noise's power all channels share, as a common reference and distant sources would have it. That
     * is what a spatial filter removes.
     */
    static final double SHARED_NOISE_POWER = 0.7;

    private static final double FAR_WEIGHT = 0.1;

    private static final Map<String, Double> WEIGHTS =
            Map.of("C3", 0.4, "C4", 0.4, "Cz", 0.3, "FC1", 0.25, "FC5", 0.25, "CP1", 0.25, "CP5", 0.25, "Pz", 0.2);

    private SyntheticMontage() {}

    /** The oscillation's share in each channel: 1 in the first. */
    static double[] weights(List<String> labels) {
        double[] weights = new double[labels.size()];
        weights[0] = 1;
        for (int i = 1; i < weights.length; i++) {
            weights[i] = WEIGHTS.getOrDefault(labels.get(i), FAR_WEIGHT);
        }
        return weights;
    }
}
