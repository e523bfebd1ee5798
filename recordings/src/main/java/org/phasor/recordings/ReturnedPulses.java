package org.phasor.recordings;

import java.util.Arrays;
import java.util.List;

/**
 * What a session recorded of its pulses on a returned trigger: when they were really given. Immutable.
 *
 * @param delays of those that could be matched to a command
 * @param missing pulses that did not come back
 * @param unexpected pulses that nobody had asked for
 */
public record ReturnedPulses(DelayStatistics delays, long missing, long unexpected) {

    public static ReturnedPulses of(List<SessionInput> inputs) {
        long[] commands = new long[inputs.size()];
        long[] delays = new long[inputs.size()];
        int n = 0;
        long missing = 0;
        long unexpected = 0;
        for (SessionInput input : inputs) {
            if (input.kind().equals(SessionInput.NOT_RETURNED)) {
                missing++;
            } else if (input.kind().equals(SessionInput.RETURNED)) {
                if (input.isOfDecision()) {
                    delays[n] = input.delayNanos();
                    commands[n] = input.nanos() - delays[n];
                    n++;
                } else {
                    unexpected++;
                }
            }
        }
        return new ReturnedPulses(
                DelayStatistics.of(Arrays.copyOf(commands, n), Arrays.copyOf(delays, n)), missing, unexpected);
    }

    /** Whether the session says anything of returned pulses. */
    public boolean any() {
        return delays.n() + missing + unexpected > 0;
    }
}
