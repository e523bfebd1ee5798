package org.phasor.rig;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.phasor.acquisition.Sample;
import org.phasor.acquisition.SampleClock;
import org.phasor.dsp.PhaseEstimate;
import org.phasor.dsp.estimator.SignalChain;
import org.phasor.recordings.SessionInput;
import org.phasor.stimulator.Delivery;
import org.phasor.stimulator.DeliverySink;
import org.phasor.stimulator.Interlock;
import org.phasor.stimulator.Outcome;
import org.phasor.stimulator.PulsePattern;
import org.phasor.stimulator.SafetyLimits;
import org.phasor.stimulator.StopReason;
import org.phasor.trigger.Decision;
import org.phasor.trigger.PolicyInput;
import org.phasor.trigger.Reason;
import org.phasor.trigger.TriggerPolicy;

/** What the policy hears of the world outside, when, and what of it is written down. */
@Timeout(20)
class PolicyInputsTest {

    private record Told(PolicyInput input, long id, boolean holds) {}

    /** Only listens. */
    private static final class Listening implements TriggerPolicy {
        final List<Told> heard = new ArrayList<>();

        @Override
        public void decide(Sample sample, PhaseEstimate[] estimates, Decision out) {
            out.hold(Reason.NOT_READY, -1, 0);
        }

        @Override
        public void tell(PolicyInput input, long id, boolean holds) {
            heard.add(new Told(input, id, holds));
        }
    }

    private final Listening policy = new Listening();
    private final FrameStep step = step(policy);
    private final Delivery slot = new Delivery();
    private final Interlock interlock =
            Interlock.simulated(SafetyLimits.BENCH_DEFAULTS, PulsePattern.SINGLE, () -> 1, new DeliverySink() {
                @Override
                public Delivery claim() {
                    return slot;
                }

                @Override
                public void publish() {}
            });
    private final PolicyInputLog log = new PolicyInputLog();
    private final PolicyInputs inputs = new PolicyInputs(step, interlock, log);

    private static FrameStep step(TriggerPolicy policy) {
        return new FrameStep(new SampleClock(1000), new SignalChain[0], policy, Refreshes.INLINE, 0, 0);
    }

    private void run() {
        interlock.check();
        interlock.arm();
        interlock.start();
    }

    private void delivered(long id, int pulse, Outcome outcome) {
        Delivery delivery = new Delivery();
        delivery.decisionId = id;
        delivery.pulse = pulse;
        delivery.outcome = outcome;
        inputs.delivered(delivery);
    }

    private List<SessionInput> written() {
        List<SessionInput> all = new ArrayList<>();
        for (SessionInput input = log.take(); input != null; input = log.take()) {
            all.add(input);
        }
        return all;
    }

    @Test
    void tellsHowThingsStandBeforeTheFirstFrame() {
        inputs.before(0);
        assertThat(policy.heard)
                .containsExactly(new Told(PolicyInput.RUNNING, 0, false), new Told(PolicyInput.DEVICE_READY, 0, true));
        assertThat(written())
                .containsExactly(
                        SessionInput.state(0, SessionInput.RUNNING, false),
                        SessionInput.state(0, SessionInput.DEVICE_READY, true));
    }

    @Test
    void tellsWhatChangesAndFromWhichFrameOn() {
        inputs.before(0);
        inputs.before(1);
        run();
        inputs.before(2);
        inputs.before(3);
        interlock.hold();
        inputs.before(4);
        interlock.resume();
        inputs.before(5);
        interlock.trip(StopReason.OPERATOR, "stop pressed");
        inputs.before(6);
        interlock.close();
        inputs.before(7);
        assertThat(written().subList(2, 7))
                .containsExactly(
                        SessionInput.state(2, SessionInput.RUNNING, true),
                        SessionInput.state(4, SessionInput.RUNNING, false),
                        SessionInput.state(5, SessionInput.RUNNING, true),
                        SessionInput.state(6, SessionInput.RUNNING, false),
                        SessionInput.state(7, SessionInput.DEVICE_READY, false));
        assertThat(policy.heard).hasSize(7);
    }

    @Test
    void tellsWhatBecameOfADecisionOnce() {
        inputs.before(0);
        policy.heard.clear();
        delivered(1, 0, Outcome.DELIVERED);
        delivered(1, 1, Outcome.DELIVERED);
        delivered(1, 2, Outcome.VETOED_HOLD);
        delivered(2, 0, Outcome.VETOED_TOO_SOON);
        inputs.before(40);
        delivered(3, 0, Outcome.SHAM);
        delivered(4, 0, Outcome.CANCELLED_SIGNAL);
        inputs.before(41);
        inputs.before(42);
        assertThat(policy.heard)
                .containsExactly(
                        new Told(PolicyInput.OUTCOME, 1, true),
                        new Told(PolicyInput.OUTCOME, 2, false),
                        new Told(PolicyInput.OUTCOME, 3, true),
                        new Told(PolicyInput.OUTCOME, 4, false));
        assertThat(written().subList(2, 6))
                .containsExactly(
                        SessionInput.outcome(40, 1, true),
                        SessionInput.outcome(40, 2, false),
                        SessionInput.outcome(41, 3, true),
                        SessionInput.outcome(41, 4, false));
    }

    @Test
    void replayTellsTheSameBeforeTheSameFrames() {
        inputs.before(0);
        run();
        delivered(1, 0, Outcome.VIRTUAL);
        inputs.before(7);
        delivered(2, 0, Outcome.DEVICE_FAILED);
        inputs.before(9);
        List<SessionInput> recorded = new ArrayList<>(written());
        recorded.add(3, SessionInput.marker(7, 1, "changes nothing"));
        assertThat(RecordedPolicyInputs.in(recorded)).isTrue();
        RecordedPolicyInputs again = new RecordedPolicyInputs(recorded);
        Listening other = new Listening();
        FrameStep replayed = step(other);
        int[] heardBefore = new int[11];
        for (int frame = 0; frame <= 10; frame++) {
            again.before(frame, replayed);
            heardBefore[frame] = other.heard.size();
        }
        assertThat(heardBefore).containsExactly(2, 2, 2, 2, 2, 2, 2, 4, 4, 5, 5);
        assertThat(other.heard).isEqualTo(policy.heard);
    }

    @Test
    void anOldSessionSaysNothing() {
        assertThat(RecordedPolicyInputs.in(List.of(SessionInput.command(3, SessionInput.ARM))))
                .isFalse();
    }

    @Test
    void losesNothingInSilence() {
        PolicyInputLog small = new PolicyInputLog(4);
        for (int frame = 0; frame < 4; frame++) {
            small.add(frame, PolicyInput.RUNNING, 0, true);
        }
        assertThat(small.dropped()).isZero();
        small.take();
        small.add(4, PolicyInput.RUNNING, 0, true);
        assertThat(small.dropped()).isZero();
        small.add(5, PolicyInput.RUNNING, 0, true);
        assertThat(small.dropped()).isEqualTo(1);
        RecorderObserver observer = new RecorderObserver(
                null, null, null, null, new RefreshLog(), small, new Markers(), List.of(), List.of());
        assertThatThrownBy(observer::batchEnded)
                .hasRootCauseMessage("what the policy was told could not be recorded in time");
    }

    @Test
    void tooManyOutcomesForOneFrameAreALossToo() {
        for (int id = 1; id <= 65; id++) {
            delivered(id, 0, Outcome.VETOED_PENDING);
        }
        inputs.before(0);
        assertThat(log.dropped()).isEqualTo(1);
    }
}
