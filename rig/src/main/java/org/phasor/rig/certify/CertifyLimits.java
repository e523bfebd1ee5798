package org.phasor.rig.certify;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** A bound for every {@link CertifyLimit}. Immutable. */
public final class CertifyLimits {

    private final Map<CertifyLimit, Double> bounds = new EnumMap<>(CertifyLimit.class);

    /**
     * @param given by a person, in the limit's unit; the others are the defaults
     * @param horizonMs of the rig, the default of {@link CertifyLimit#AGE}
     * @throws IllegalArgumentException in one line, with every bound that cannot be: option, value and range
     */
    public CertifyLimits(Map<CertifyLimit, Double> given, double horizonMs) {
        List<String> faults = new ArrayList<>();
        for (CertifyLimit limit : CertifyLimit.values()) {
            double byDefault = limit == CertifyLimit.AGE ? horizonMs : limit.byDefault();
            double bound = given.getOrDefault(limit, byDefault);
            if (!(bound >= limit.least() && bound <= limit.most())) {
                faults.add(limit.option() + " " + Double.toString(bound) + ": must be " + Numbers.plain(limit.least())
                        + " to " + Numbers.plain(limit.most()) + " " + limit.unit());
            }
            bounds.put(limit, bound);
        }
        if (!faults.isEmpty()) {
            throw new IllegalArgumentException(String.join("; ", faults));
        }
    }

    /** In the limit's unit. */
    public double bound(CertifyLimit limit) {
        return bounds.get(limit);
    }
}
