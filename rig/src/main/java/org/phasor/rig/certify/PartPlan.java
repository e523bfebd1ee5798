package org.phasor.rig.certify;

import java.util.ArrayList;
import java.util.List;

/**
 * One part and how long it is measured. Long certifications take turns, so that both kinds of pulse see all of the day and
 * no recording gets larger than its part.
 */
record PartPlan(Part part, double seconds) {

    /** A recording of an hour of 64 channels at 5 kHz is 5 GB: these parts are a third of that at most. */
    private static final double LONGEST_TURN_SECONDS = 1800;

    private static final double SCHEDULED_SHARE = 2.0 / 3;

    /** @param seconds to measure in all, above 0 */
    static List<PartPlan> of(double seconds) {
        int turns = (int) Math.ceil(seconds / LONGEST_TURN_SECONDS);
        double turn = seconds / turns;
        List<PartPlan> plan = new ArrayList<>();
        for (int i = 0; i < turns; i++) {
            plan.add(new PartPlan(Part.SCHEDULED, turn * SCHEDULED_SHARE));
            plan.add(new PartPlan(Part.AT_ONCE, turn - turn * SCHEDULED_SHARE));
        }
        return plan;
    }

    /** Of the longest part of a plan. */
    static double longestSeconds(List<PartPlan> plan) {
        return plan.stream().mapToDouble(PartPlan::seconds).max().orElse(0);
    }
}
