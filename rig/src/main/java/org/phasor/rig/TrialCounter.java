package org.phasor.rig;

import java.util.HashSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import org.phasor.rig.TrialStatus.Waiting;
import org.phasor.stimulator.Delivery;
import org.phasor.trigger.AfterWait;
import org.phasor.trigger.Decision;
import org.phasor.trigger.Reason;
import org.phasor.trigger.TrialPlan;

/**
 * Counts a session's trials from its decisions and what became of them. Fed by the recorder's thread; {@link #status} is for any.
 *
 * <p>A trial counts as given with the outcome of its newest attempt: one that was given and is redone all the same (muscles were
 * active, the withdrawal came too late) counts no more until it is given again. Decisions that are only mixed in as virtual are no trials.
 */
final class TrialCounter implements RecorderPart {

    /** A rest is counted down this often. */
    private static final double REST_SHOWN_EVERY_SECONDS = 0.5;

    /**
     * A stage as it is shown.
     *
     * @param restSeconds 0 unless it is a rest
     */
    record Stage(String name, double restSeconds) {}

    private final List<String> conditions;
    private final List<Stage> stages;
    private final OptionalLong planned;
    private final boolean leavesOut;
    private final double rateHz;

    /** Trials whose newest attempt was given. */
    private final Set<Long> given = new HashSet<>();

    private long withdrawnId;
    private long redone;
    private long leftOut;
    private int stage = -1;
    private int condition = -1;
    private Waiting waiting = Waiting.NOTHING;
    private int restingStage = -1;
    private long restFrames;

    private volatile TrialStatus status;

    /**
     * @param conditions names by index
     * @param stages by index
     * @param planned how many trials there are to be; empty: without end
     * @param leavesOut whether a trial that has waited for too long is left out, not put off
     */
    TrialCounter(List<String> conditions, List<Stage> stages, OptionalLong planned, boolean leavesOut, double rateHz) {
        this.conditions = conditions;
        this.stages = stages;
        this.planned = planned;
        this.leavesOut = leavesOut;
        this.rateHz = rateHz;
        show();
    }

    /** Of a rig that is bound to its stream. */
    static TrialCounter of(RigBinding rig) {
        RigSettings.Trigger trigger = rig.settings().trigger();
        List<String> conditions =
                trigger.conditions().stream().map(RigSettings.Condition::name).toList();
        List<Stage> stages = trigger.design().stages().stream()
                .map(stage -> new Stage(stage.name(), stage.restNanos() / 1e9))
                .toList();
        OptionalLong planned = trigger.phasePolicy()
                ? new TrialPlan(RigTrials.settings(rig.settings())).trials()
                : OptionalLong.empty();
        boolean leavesOut = trigger.design().afterWait() == AfterWait.SKIP;
        return new TrialCounter(
                conditions, stages, planned, leavesOut, rig.info().nominalRateHz());
    }

    /** Takes in one frame's decision. */
    @Override
    public void recorded(Frame frame) {
        take(frame.decision);
    }

    void take(Decision decision) {
        boolean changed = false;
        if (decision.action == Decision.Action.FIRE && isTrial(decision.intent, decision.trial)) {
            given.remove(decision.trial);
            redone += decision.attempt > 1 ? 1 : 0;
            changed = true;
        } else if (decision.action == Decision.Action.CANCEL) {
            withdrawnId = decision.id;
            changed = given.remove(decision.trial);
        } else if (leavesOut
                && decision.action == Decision.Action.HOLD
                && decision.reason == Reason.WAITED_TOO_LONG
                && decision.trial > 0) {
            leftOut++;
            changed = true;
        }
        if (decision.reason == Reason.RESTING) {
            restFrames = decision.stage == restingStage ? restFrames + 1 : 1;
            restingStage = decision.stage;
            changed |= restFrames % Math.max(1, Math.round(REST_SHOWN_EVERY_SECONDS * rateHz)) == 0;
        }
        Waiting now = waiting(decision.reason);
        if (changed || now != waiting || decision.stage != stage || decision.condition != condition) {
            waiting = now;
            stage = decision.stage;
            condition = decision.condition;
            show();
        }
    }

    /** Takes in what became of a decision. */
    @Override
    public void recorded(Delivery delivery) {
        if (delivery.pulse == 0
                && delivery.outcome.given()
                && delivery.decisionId != withdrawnId
                && isTrial(delivery.intent, delivery.trial)) {
            given.add(delivery.trial);
            show();
        }
    }

    private static boolean isTrial(Decision.Intent intent, long trial) {
        return trial > 0 && intent != Decision.Intent.VIRTUAL;
    }

    private static Waiting waiting(Reason reason) {
        return switch (reason) {
            case PAUSED -> Waiting.PAUSED;
            case RESTING -> Waiting.RESTING;
            case DEVICE_NOT_READY -> Waiting.DEVICE;
            case TRIALS_DONE -> Waiting.DONE;
            default -> Waiting.NOTHING;
        };
    }

    private void show() {
        boolean named = stage >= 0 && stage < stages.size();
        boolean resting = waiting == Waiting.RESTING && named;
        status = new TrialStatus(
                given.size(),
                planned,
                redone,
                leftOut,
                named ? stages.get(stage).name() : "",
                condition >= 0 && condition < conditions.size() ? conditions.get(condition) : "",
                waiting,
                resting
                        ? OptionalDouble.of(Math.max(0, stages.get(stage).restSeconds() - restFrames / rateHz))
                        : OptionalDouble.empty());
    }

    /** How the trials stand. Any thread. */
    TrialStatus status() {
        return status;
    }
}
