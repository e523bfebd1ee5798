package org.phasor.rig;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.phasor.dsp.RefreshRunner;
import org.phasor.recordings.SessionInput;

/**
 * Refreshes as they took effect in a session: computed at once, and those that were late or left out then are so again. What the
 * session does not know of (the estimator was another then, or had frozen) is never late. One thread.
 */
final class RecordedRefreshes implements Refreshes {

    private final List<RefreshRunner> runners = new ArrayList<>();

    RecordedRefreshes(List<SessionInput> inputs, List<String> signals) {
        for (String signal : signals) {
            Set<Long> late = new HashSet<>();
            for (SessionInput input : inputs) {
                if (input.kind().equals(SessionInput.REFRESH)
                        && signal.equals(input.fields().get(SessionInput.REFRESH_SIGNAL))
                        && !input.refreshTaken()) {
                    late.add(input.refreshNumber());
                }
            }
            runners.add(refresh -> !late.contains(refresh.number()));
        }
    }

    @Override
    public RefreshRunner runner(int signal) {
        return runners.get(signal);
    }

    @Override
    public void frame(long index) {
        // The number of a refresh says all.
    }
}
