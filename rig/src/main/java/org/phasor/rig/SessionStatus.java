package org.phasor.rig;

import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.phasor.stimulator.Interlock;
import org.phasor.stimulator.InterlockState;
import org.phasor.stimulator.Outcome;
import org.phasor.stimulator.Stop;

/**
 * How a session stands at one moment.
 *
 * @param stop why it is stopped
 * @param held whether an operator holds it
 * @param pulses booked so far: those that may have reached the subject
 * @param onsets patterns begun so far
 * @param outcomes how many decisions ended so
 * @param frames decided on
 * @param secondsSinceSample since the newest sample arrived; empty before the first
 * @param device that gives the pulse
 * @param live whether it could reach a subject
 * @param uptimeSeconds since the session was opened
 * @param stream how the samples come
 * @param returned how the pulses came back so far; empty without a returned trigger
 * @param trials how they stand; empty when the rig fires at a level and has none
 * @param loopAllocatedBytes by the loop thread since it was armed; empty when it was not, or this Java does not count
 */
public record SessionStatus(
        InterlockState state,
        Optional<Stop> stop,
        boolean held,
        long pulses,
        long onsets,
        Map<Outcome, Long> outcomes,
        long frames,
        OptionalDouble secondsSinceSample,
        Path recording,
        String device,
        boolean live,
        double uptimeSeconds,
        StreamHealth stream,
        Optional<Returned> returned,
        Optional<TrialStatus> trials,
        OptionalLong loopAllocatedBytes) {

    static SessionStatus of(
            Interlock interlock,
            LoopThread loop,
            boolean held,
            Path recording,
            long nowNanos,
            long openedNanos,
            StreamHealth stream,
            Optional<Returned> returned,
            Optional<TrialStatus> trials) {
        boolean sampled = loop.frameCount() > 0;
        return new SessionStatus(
                interlock.state(),
                interlock.stop(),
                held,
                interlock.pulses(),
                interlock.onsets(),
                outcomes(interlock),
                loop.frameCount(),
                sampled ? OptionalDouble.of((nowNanos - loop.newestArrivalNanos()) / 1e9) : OptionalDouble.empty(),
                recording,
                interlock.deviceName(),
                interlock.live(),
                (nowNanos - openedNanos) / 1e9,
                stream,
                returned,
                trials,
                loop.allocatedBytes());
    }

    static Map<Outcome, Long> outcomes(Interlock interlock) {
        Map<Outcome, Long> outcomes = new EnumMap<>(Outcome.class);
        for (Outcome outcome : Outcome.values()) {
            outcomes.put(outcome, interlock.outcomeCount(outcome));
        }
        return outcomes;
    }
}
