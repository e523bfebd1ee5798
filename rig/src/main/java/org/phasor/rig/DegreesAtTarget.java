package org.phasor.rig;

import java.util.Map;
import java.util.OptionalDouble;
import org.phasor.rig.LatencyStages.Stage;

/**
 * What latencies are worth in degrees of the rhythm aimed at: a millisecond is 0.36 degrees for each hertz. Empty where
 * nothing, or too little, was measured.
 *
 * @param frequencyHz of the target: the tracked peak, else the individual one, else the middle of the band
 * @param horizonDeg how far the phase is predicted ahead
 * @param horizonSlackP99Deg what of it is left when the decision is made, 99 times in 100; below 0: pulses are late
 * @param plannedToActualP99Deg by how much a pulse is late, 99 times in 100 at most
 * @param ageP99Deg how old samples are at the decision, 99 times in 100 at most: the error without prediction
 */
public record DegreesAtTarget(
        double frequencyHz,
        double horizonDeg,
        OptionalDouble horizonSlackP99Deg,
        OptionalDouble plannedToActualP99Deg,
        OptionalDouble ageP99Deg) {

    static DegreesAtTarget of(double frequencyHz, double horizonMs, Map<Stage, LatencyFigures> stages) {
        OptionalDouble ageMs = LatencyBudget.ms(stages, Stage.STAMP_TO_DECISION, LatencyBudget.At.P99);
        OptionalDouble slackMs =
                ageMs.isPresent() ? OptionalDouble.of(horizonMs - ageMs.getAsDouble()) : OptionalDouble.empty();
        return new DegreesAtTarget(
                frequencyHz,
                degrees(frequencyHz, horizonMs),
                degrees(frequencyHz, slackMs),
                degrees(frequencyHz, LatencyBudget.ms(stages, Stage.PLANNED_TO_ACTUAL, LatencyBudget.At.P99)),
                degrees(frequencyHz, ageMs));
    }

    private static OptionalDouble degrees(double frequencyHz, OptionalDouble ms) {
        return ms.isPresent() ? OptionalDouble.of(degrees(frequencyHz, ms.getAsDouble())) : ms;
    }

    private static double degrees(double frequencyHz, double ms) {
        return 0.36 * frequencyHz * ms;
    }
}
