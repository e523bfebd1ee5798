package org.phasor.rig;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.phasor.recordings.PlannedDecision;
import org.phasor.recordings.SessionRecording;
import org.phasor.trigger.AfterWait;
import org.phasor.trigger.ConditionKind;
import org.phasor.trigger.Decision;
import org.phasor.trigger.PhaseCondition;
import org.phasor.trigger.PhaseTargetSettings;
import org.phasor.trigger.Reason;
import org.phasor.trigger.Trial;
import org.phasor.trigger.TrialPlan;

/**
 * Holds the decisions of a session against the trials that its rig file and seed give: what each was drawn to be, and that they came in
 * that order. Says nothing of whether the frames made them right: that is {@link Replay}'s.
 */
public final class TrialCheck {

    /** Beyond so many it is another plan. */
    private static final int DIFFERENCES_KEPT = 10;

    /**
     * A decision that is not what its trial was drawn to be.
     *
     * @param what differs, as {@code condition}
     */
    public record Difference(long decision, long trial, String what, String planned, String recorded) {

        @Override
        public String toString() {
            return "decision " + decision + ", trial " + trial + ": " + what + ": planned " + planned + ", recorded "
                    + recorded;
        }
    }

    /**
     * What was found.
     *
     * @param decisions to fire, that were looked at
     * @param trials different ones among them
     * @param differing decisions that differ
     * @param first the first differences
     * @param numbered false: the session is older than trials, and holds no numbers of them
     */
    public record Result(int decisions, int trials, int differing, List<Difference> first, boolean numbered) {

        public boolean same() {
            return differing == 0;
        }
    }

    private final PhaseTargetSettings settings;
    private final List<PlannedDecision> fired = new ArrayList<>();
    private final List<List<Difference>> found = new ArrayList<>();

    private TrialCheck(PhaseTargetSettings settings) {
        this.settings = settings;
    }

    /** Compares; the rig must be one that aims at a phase. */
    public static Result run(SessionRecording session, RigFile rig) {
        return of(RigTrials.settings(rig.settings()), session.plans(), session.frames());
    }

    static Result of(PhaseTargetSettings settings, List<PlannedDecision> plans, long frames) {
        return new TrialCheck(settings).compare(plans, frames);
    }

    private Result compare(List<PlannedDecision> plans, long frames) {
        long last = 0;
        boolean numbered = true;
        for (PlannedDecision plan : plans) {
            if (plan.decision().action == Decision.Action.FIRE) {
                fired.add(plan);
                found.add(new ArrayList<>());
                last = Math.max(last, plan.decision().trial);
                numbered &= plan.decision().trial > 0;
            }
        }
        // A number that no session of so many frames can reach is a difference, not a reason to draw for hours.
        Drawn[] drawn = draw(Math.min(last, frames));
        AfterWait afterWait =
                settings.design().maxWaitNanos().isPresent() ? settings.design().afterWait() : AfterWait.FIRE;
        boolean mayBeLeftOut = afterWait == AfterWait.SKIP;
        int seen = 0;
        long block = 0;
        long trial = 0;
        Set<Long> trials = new HashSet<>();
        for (int i = 0; i < fired.size(); i++) {
            Decision decision = fired.get(i).decision();
            trials.add(decision.trial);
            if (decision.trial < 1 || decision.trial > drawn.length || drawn[(int) decision.trial - 1] == null) {
                differs(i, "trial", "none of that number", Long.toString(decision.trial));
                continue;
            }
            Drawn planned = drawn[(int) decision.trial - 1];
            compare(i, planned, decision);
            boolean mayComeLater = afterWait == AfterWait.LATER;
            if (planned.block < block || !mayComeLater && decision.trial < trial) {
                differs(i, "order", "before trial " + trial, "after it");
            }
            // Whatever comes later does so within its block: all of those before must be there.
            for (; seen < decision.trial && (!mayComeLater || drawn[seen].block < planned.block); seen++) {
                if (!mayBeLeftOut && !trials.contains(seen + 1L)) {
                    differs(i, "order", "after trial " + (seen + 1), "without it");
                }
            }
            block = Math.max(block, planned.block);
            trial = Math.max(trial, decision.trial);
        }
        List<Difference> first = new ArrayList<>();
        int differing = 0;
        for (List<Difference> each : found) {
            differing += each.isEmpty() ? 0 : 1;
            first.addAll(each.subList(
                    0, Math.min(each.size(), DIFFERENCES_KEPT - Math.min(DIFFERENCES_KEPT, first.size()))));
        }
        return new Result(fired.size(), trials.size(), differing, first, numbered);
    }

    /** What a trial was drawn to be. */
    private record Drawn(
            int stage,
            long block,
            int condition,
            int window,
            double intensity,
            long interval,
            double phase,
            int virtual) {}

    private Drawn[] draw(long most) {
        Drawn[] drawn = new Drawn[(int) Math.min(most, Integer.MAX_VALUE - 8)];
        TrialPlan plan = new TrialPlan(settings);
        int count = 0;
        while (count < drawn.length) {
            TrialPlan.Step step = plan.next();
            if (step == TrialPlan.Step.DONE) {
                break;
            }
            for (int i = 0; i < plan.size() && count < drawn.length; i++) {
                Trial t = plan.trial(i);
                drawn[count++] = new Drawn(
                        t.stage(),
                        t.block(),
                        t.condition(),
                        t.amplitudeWindow(),
                        t.intensityPercentRmt(),
                        t.intervalNanos(),
                        t.drawnPhaseRad(),
                        t.virtualBefore());
            }
        }
        return drawn;
    }

    private void compare(int i, Drawn planned, Decision recorded) {
        same(i, "stage", planned.stage, recorded.stage);
        same(i, "condition", planned.condition, recorded.condition);
        same(i, "amplitude window", planned.window, recorded.amplitudeWindow);
        same(i, "intensity in % RMT", planned.intensity, recorded.intensityPercentRmt);
        same(i, "interval in ns", planned.interval, recorded.intervalNanos);
        if (planned.condition != recorded.condition) {
            return; // the rest follows from it
        }
        PhaseCondition condition = settings.conditions().get(planned.condition);
        boolean afterWait = recorded.reason == Reason.WAITED_TOO_LONG;
        double phase = condition.kind() == ConditionKind.RANDOM_PHASE ? planned.phase : condition.targetPhaseRad();
        same(i, "phase in rad", afterWait ? Double.NaN : phase, recorded.targetPhaseRad);
        if (recorded.intent == Decision.Intent.VIRTUAL) {
            if (planned.virtual == 0) {
                differs(i, "intent", "given", "VIRTUAL");
            }
        } else {
            same(i, "intent", condition.sham() ? Decision.Intent.SHAM : Decision.Intent.PULSE, recorded.intent);
        }
    }

    private void same(int i, String what, Object planned, Object recorded) {
        if (!planned.equals(recorded)) {
            differs(i, what, planned.toString(), recorded.toString());
        }
    }

    private void differs(int i, String what, String planned, String recorded) {
        Decision decision = fired.get(i).decision();
        found.get(i).add(new Difference(decision.id, decision.trial, what, planned, recorded));
    }
}
