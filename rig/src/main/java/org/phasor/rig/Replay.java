package org.phasor.rig;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.phasor.acquisition.Sample;
import org.phasor.acquisition.SampleSink;
import org.phasor.acquisition.SourceEnd;
import org.phasor.recordings.FrameChecksum;
import org.phasor.recordings.PlannedDecision;
import org.phasor.recordings.RecordingSource;
import org.phasor.recordings.SessionFrames;
import org.phasor.recordings.SessionRecording;
import org.phasor.trigger.Decision;
import org.phasor.trigger.Outcomes;
import org.phasor.trigger.Reason;

/**
 * Runs a recorded session's frames through the loop's own step, as fast as they can be read, and compares every
 * decision with the recorded one. No device can be named here at all.
 */
public final class Replay {

    /**
     * A frame that came out otherwise.
     *
     * @param frame its index
     * @param seconds of signal before it
     * @param what differs: reason, condition, gates, plan, or numbers (sample or estimates; the decision is the same)
     */
    public record Difference(long frame, double seconds, String what, String recorded, String replayed) {
        @Override
        public String toString() {
            return "frame " + frame + " (" + seconds + " s): " + what + " was " + recorded + ", is " + replayed;
        }
    }

    /**
     * What a replay found.
     *
     * @param decisions frames whose decision was compared
     * @param differing frames that came out otherwise
     * @param first the first of them, at most {@link #MOST_LISTED}
     * @param recordedPlans decisions to fire or cancel, then
     * @param replayedPlans the same, now
     * @param samePlans of these the ones alike in frame, id and time
     * @param speed times real time
     * @param outcomes TOLD: the policy was told what the recorded one was; ASSUMED: the rig is another one, or the session is too old
     *     to say, and every decision was taken as given
     * @param nowUnsure of those that differ the ones whose sample time is not believed now, and was then: an older session had no such rule
     */
    public record Result(
            long decisions,
            long differing,
            List<Difference> first,
            long recordedPlans,
            long replayedPlans,
            long samePlans,
            double speed,
            Outcomes outcomes,
            long nowUnsure) {

        public boolean identical() {
            return differing == 0 && recordedPlans == samePlans && replayedPlans == samePlans;
        }
    }

    public static final int MOST_LISTED = 20;

    private final SessionRecording session;
    private final RigBinding rig;
    private final Outcomes outcomes;

    private Replay(SessionRecording session, RigBinding rig, Outcomes outcomes) {
        this.session = session;
        this.rig = rig;
        this.outcomes = outcomes;
    }

    /**
     * @param file the rig to replay with: the recorded one, or another
     * @throws RigFileException when the rig does not fit the recorded stream
     * @throws IOException when the recording cannot be read to its last frame
     */
    public static Result run(SessionRecording session, RigFile file)
            throws RigFileException, IOException, InterruptedException {
        RigBinding rig = RigBinding.bind(file, session.eeg().info());
        boolean told = RecordedRig.decidesAsRecorded(session, file) && RecordedPolicyInputs.in(session.inputs());
        return new Replay(session, rig, told ? Outcomes.TOLD : Outcomes.ASSUMED).run();
    }

    private Result run() throws IOException, InterruptedException {
        long start = System.nanoTime();
        try (SessionFrames recorded = session.walkFrames();
                RecordingSource source = RecordingSource.borrowing(session)) {
            Comparison comparison = new Comparison(recorded);
            source.start(comparison);
            comparison.ended.await();
            comparison.rethrow();
            double seconds = (System.nanoTime() - start) / 1e9;
            double signalSeconds = comparison.compared / rig.info().nominalRateHz();
            return new Result(
                    comparison.compared,
                    comparison.differing,
                    comparison.first,
                    session.plans().size(),
                    comparison.replayedPlans,
                    comparison.samePlans,
                    signalSeconds / seconds,
                    outcomes,
                    comparison.nowUnsure);
        }
    }

    /** Takes samples from the recording, on its thread, and decides about each again. */
    private final class Comparison implements SampleSink {

        private final SessionFrames recorded;
        private final FrameStep step =
                rig.newStep(new RecordedRefreshes(session.inputs(), rig.signalNames()), outcomes);
        private final RecordedPolicyInputs told = new RecordedPolicyInputs(session.inputs());
        private final Frame frame = rig.newFrame();
        private final List<Difference> first = new ArrayList<>();
        private final CountDownLatch ended = new CountDownLatch(1);
        private final boolean sameSignals = rig.signalNames().equals(session.signals());
        private int nextPlan;
        private long compared;
        private long differing;
        private long replayedPlans;
        private long samePlans;
        private long nowUnsure;
        private Throwable failure;

        Comparison(SessionFrames recorded) {
            this.recorded = recorded;
        }

        @Override
        public Sample claim() {
            return frame.sample;
        }

        @Override
        public void publish() {
            if (failure != null) {
                return;
            }
            try {
                if (recorded.next()) {
                    if (outcomes == Outcomes.TOLD) {
                        told.before(frame.sample.index, step);
                    }
                    step.evaluate(frame);
                    compare();
                    compared++;
                }
            } catch (IOException | RuntimeException e) {
                failure = e;
            }
        }

        @Override
        public void ended(SourceEnd end, String detail) {
            if (end == SourceEnd.FAILED && failure == null) {
                failure = new IOException(detail);
            }
            ended.countDown();
        }

        private void rethrow() throws IOException {
            if (failure instanceof IOException e) {
                throw e;
            }
            if (failure instanceof RuntimeException e) {
                throw e;
            }
        }

        private void compare() {
            Decision now = frame.decision;
            PlannedDecision then = planOf(frame.sample.index);
            boolean acts = now.action != Decision.Action.HOLD;
            replayedPlans += acts ? 1 : 0;
            boolean samePlan = then == null ? !acts : acts && same(then.decision(), now);
            samePlans += acts && samePlan ? 1 : 0;
            if (now.reason.code() != recorded.reasonCode()) {
                nowUnsure += now.reason == Reason.TIME_UNSURE ? 1 : 0;
                differs("reason", Reason.fromCode(recorded.reasonCode()).name(), now.reason.name());
            } else if (now.condition != recorded.condition()) {
                differs("condition", Integer.toString(recorded.condition()), Integer.toString(now.condition));
            } else if (now.gates != recorded.gates()) {
                differs("open gates", Decision.gateWords(recorded.gates()), Decision.gateWords(now.gates));
            } else if (!samePlan) {
                differs("plan", then == null ? "none" : words(then.decision()), acts ? words(now) : "none");
            } else if (sameSignals && FrameChecksum.of(frame.sample, frame.estimates, now) != recorded.checksum()) {
                differs("numbers", "checksum " + Integer.toHexString(recorded.checksum()), "another checksum");
            }
        }

        private PlannedDecision planOf(long index) {
            List<PlannedDecision> plans = session.plans();
            PlannedDecision found = null;
            while (nextPlan < plans.size() && plans.get(nextPlan).frame() <= index) {
                found = plans.get(nextPlan).frame() == index ? plans.get(nextPlan) : found;
                nextPlan++;
            }
            return found;
        }

        private static boolean same(Decision a, Decision b) {
            return a.action == b.action
                    && a.id == b.id
                    && a.commandNanos == b.commandNanos
                    && a.reason == b.reason
                    && a.condition == b.condition
                    && a.gates == b.gates
                    && a.atOnce == b.atOnce
                    && sameTrial(a, b);
        }

        /** Sessions recorded before there were trials say nothing of theirs. */
        private static boolean sameTrial(Decision then, Decision now) {
            return then.trial == 0
                    || then.intent == now.intent
                            && then.trial == now.trial
                            && then.attempt == now.attempt
                            && then.stage == now.stage
                            && then.amplitudeWindow == now.amplitudeWindow
                            && then.intervalNanos == now.intervalNanos
                            && Double.compare(then.intensityPercentRmt, now.intensityPercentRmt) == 0
                            && Double.compare(then.targetPhaseRad, now.targetPhaseRad) == 0;
        }

        private void differs(String what, String then, String now) {
            differing++;
            if (first.size() < MOST_LISTED) {
                first.add(new Difference(
                        frame.sample.index, frame.sample.index / rig.info().nominalRateHz(), what, then, now));
            }
        }
    }

    /** All that two decisions are compared by. */
    static String words(Decision d) {
        return d.action + " " + d.id + " at " + d.commandNanos + " ns" + (d.atOnce ? " at once" : "") + ", condition "
                + d.condition + (d.trial == 0 ? "" : trialWords(d));
    }

    private static String trialWords(Decision d) {
        return ", " + d.intent + " of trial " + d.trial + " attempt " + d.attempt + " (stage " + d.stage
                + ", amplitude window " + d.amplitudeWindow + ", interval " + d.intervalNanos + " ns"
                + (Double.isNaN(d.intensityPercentRmt) ? "" : ", intensity " + d.intensityPercentRmt + " %")
                + (Double.isNaN(d.targetPhaseRad) ? "" : ", target " + d.targetPhaseRad + " rad")
                + ")";
    }
}
