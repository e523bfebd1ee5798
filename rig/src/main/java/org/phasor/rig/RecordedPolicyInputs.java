package org.phasor.rig;

import java.util.ArrayList;
import java.util.List;
import org.phasor.recordings.SessionInput;
import org.phasor.trigger.PolicyInput;

/** Tells the policy in a replay what it was told in the session, before the same frames and in the same order. One thread. */
final class RecordedPolicyInputs {

    private final List<SessionInput> told = new ArrayList<>();
    private int next;

    /** @param inputs of the session, by frame */
    RecordedPolicyInputs(List<SessionInput> inputs) {
        for (SessionInput input : inputs) {
            if (kind(input) != null) {
                told.add(input);
            }
        }
    }

    /** Whether the session holds what its policy was told; those recorded before there were such inputs do not. */
    static boolean in(List<SessionInput> inputs) {
        return inputs.stream().anyMatch(input -> input.kind().equals(SessionInput.RUNNING));
    }

    /** Tells all up to that frame; before it is evaluated. */
    void before(long frame, FrameStep step) {
        for (; next < told.size() && told.get(next).frame() <= frame; next++) {
            SessionInput input = told.get(next);
            PolicyInput kind = kind(input);
            step.tell(kind, kind == PolicyInput.OUTCOME ? input.decision() : 0, input.holds());
        }
    }

    private static PolicyInput kind(SessionInput input) {
        return switch (input.kind()) {
            case SessionInput.RUNNING -> PolicyInput.RUNNING;
            case SessionInput.DEVICE_READY -> PolicyInput.DEVICE_READY;
            case SessionInput.OUTCOME -> PolicyInput.OUTCOME;
            default -> null;
        };
    }
}
