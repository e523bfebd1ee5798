package org.phasor.trigger;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.phasor.acquisition.Sample;
import org.phasor.dsp.PhaseEstimate;
import org.phasor.trigger.Decision.Action;
import org.phasor.trigger.Decision.Intent;

/**
 * A seeded session around a policy: a tone that breaks now and then, an operator who pauses, a device that is not ready or refuses,
 * answers that come early, late or never, muscles. Keeps its own books of what every trial owes.
 */
final class TrialWorld {

    /** What is to be told about a decision, and on which frame. */
    private record Answer(long frame, long id, boolean given) {}

    private final PhaseTargetSettings settings;
    private final Random random;
    private final String seed;
    private final ScriptedAux aux = new ScriptedAux();
    private final ScriptedAux secondAux = new ScriptedAux();
    private final Frames frames;
    private final TriggerPolicy second;
    private final Decision secondDecision = new Decision();
    private final List<Answer> answers = new ArrayList<>();

    private final Map<Long, String> planned = new HashMap<>();
    private final Map<Long, Long> blocks = new HashMap<>();
    private final Map<Long, Integer> virtualOwed = new HashMap<>();
    private final Map<Long, Integer> failures = new HashMap<>();
    private final Set<Long> accepted = new HashSet<>();
    private final ArrayDeque<Long> given = new ArrayDeque<>();
    private final long trials;

    private boolean everRan;
    private boolean running;
    private boolean ready = true;
    private long openId;
    private long openTrial;
    private long openCommand;
    private Intent openIntent;
    private boolean openCounted;
    private boolean cancelled;
    private Long lastPulse;
    private long currentBlock = 1;
    private int cancellations;
    private int refusals;
    private int lost;

    TrialWorld(PhaseTargetSettings settings, long seed) {
        this.settings = settings;
        this.seed = "seed " + seed;
        random = new Random(seed);
        TrialPlan plan = new TrialPlan(settings);
        trials = plan.trials().orElseThrow();
        for (TrialPlan.Step step = plan.next(); step != TrialPlan.Step.DONE; step = plan.next()) {
            for (int i = 0; i < plan.size(); i++) {
                Trial t = plan.trial(i);
                PhaseCondition condition = settings.conditions().get(t.condition());
                double aim =
                        condition.kind() == ConditionKind.RANDOM_PHASE ? t.drawnPhaseRad() : condition.targetPhaseRad();
                planned.put(
                        t.number(),
                        draw(t.condition(), t.amplitudeWindow(), t.intensityPercentRmt(), t.intervalNanos(), aim));
                blocks.put(t.number(), t.block());
                virtualOwed.put(t.number(), t.virtualBefore());
            }
        }
        frames = new Frames(policy(aux), 2);
        second = policy(secondAux);
    }

    private TriggerPolicy policy(AuxGate gate) {
        return new PhaseTargetPolicy(settings, 2, Frames.RATE_HZ, Outcomes.TOLD, List.of(gate));
    }

    private static String draw(int condition, int window, double intensity, long interval, double aim) {
        return condition + " " + window + " " + intensity + " " + interval + " " + aim;
    }

    /** Frames until every trial is given, a little more, and then the books are compared. */
    void play() {
        int done = 0;
        for (int i = 0; done < 50; i++) {
            if (i > 400_000) {
                throw new AssertionError(seed + ": only " + accepted.size() + " of " + trials + " given");
            }
            operate(i);
            answer(i);
            step();
            Decision decision = frames.decide();
            second.decide(frames.sample, frames.estimates, secondDecision);
            String where = decision.action == Action.HOLD ? seed : seed + " frame " + i;
            if (decision.action != Action.HOLD || differ(decision, secondDecision)) {
                assertThat(TriggerPolicyContractTest.text(secondDecision))
                        .as(where)
                        .isEqualTo(TriggerPolicyContractTest.text(decision));
            }
            if (decision.action == Action.FIRE) {
                fired(decision, i, where);
            } else if (decision.action == Action.CANCEL) {
                withdrawn(decision, i, where);
            }
            done += decision.reason == Reason.TRIALS_DONE ? 1 : 0;
        }
        settleLast();
        assertThat(accepted).as(seed).hasSize((int) trials);
        assertThat(virtualOwed.values()).as(seed).containsOnly(0);
    }

    private static boolean differ(Decision a, Decision b) {
        return a.action != b.action || a.reason != b.reason || a.condition != b.condition || a.gates != b.gates;
    }

    private void operate(int frame) {
        if (!everRan ? frame > 3_000 && random.nextInt(500) == 0 : random.nextInt(running ? 8_000 : 500) == 0) {
            running = !running;
            if (running && !everRan) {
                everRan = true;
                lastPulse = null;
            }
            tell(PolicyInput.RUNNING, 0, running);
        }
        if (random.nextInt(ready ? 5_000 : 300) == 0) {
            ready = !ready;
            tell(PolicyInput.DEVICE_READY, 0, ready);
        }
        if (random.nextInt(aux.spoils ? 100 : 2_000) == 0) {
            aux.spoils = !aux.spoils;
            secondAux.spoils = aux.spoils;
        }
        if (random.nextInt(aux.active ? 100 : 2_000) == 0) {
            aux.active = !aux.active;
            secondAux.active = aux.active;
        }
    }

    private void tell(PolicyInput input, long id, boolean holds) {
        frames.policy.tell(input, id, holds);
        second.tell(input, id, holds);
    }

    private void answer(int frame) {
        for (Answer answer : answers.isEmpty() ? List.<Answer>of() : List.copyOf(answers)) {
            if (answer.frame <= frame) {
                answers.remove(answer);
                tell(PolicyInput.OUTCOME, answer.id, answer.given);
                if (answer.id == openId) {
                    if (answer.given) {
                        given.add(answer.id);
                        lastPulse = openCommand;
                    } else if (!cancelled) {
                        failed();
                        lastPulse = everRan ? lastPulse : Long.valueOf(openCommand);
                        openId = 0;
                    }
                }
            }
        }
    }

    private void failed() {
        if (openCounted && openIntent != Intent.VIRTUAL) {
            failures.merge(openTrial, 1, Integer::sum);
        }
        refusals++;
    }

    private void step() {
        frames.hz = 9 + 2 * random.nextDouble();
        frames.amplitude = Math.max(1, Math.min(40, frames.amplitude + 3 * random.nextGaussian()));
        frames.advance();
        double luck = random.nextDouble();
        frames.sample.flags =
                luck < 0.0005 ? Sample.GAP : luck < 0.001 ? Sample.UNANCHORED : luck < 0.002 ? Sample.UNSURE : 0;
        for (PhaseEstimate estimate : frames.estimates) {
            estimate.set(frames.phaseRad, frames.hz, frames.amplitude, 0.3);
            if (random.nextInt(1_000) == 0) {
                estimate.invalidate();
            }
        }
    }

    private void fired(Decision fired, int frame, String where) {
        settleLast();
        assertThat(!everRan || running).as(where + ": paused").isTrue();
        assertThat(ready).as(where + ": device").isTrue();
        assertThat(aux.active).as(where + ": muscle").isFalse();
        assertThat(frames.sample.flags).as(where).isZero();
        assertThat(accepted).as(where + ": given twice").doesNotContain(fired.trial);
        double aim = fired.reason == Reason.WAITED_TOO_LONG
                ? settings.conditions().get(fired.condition).targetPhaseRad()
                : fired.targetPhaseRad;
        if (fired.reason == Reason.TARGET_REACHED || !Double.isNaN(aim)) {
            assertThat(draw(
                            fired.condition,
                            fired.amplitudeWindow,
                            fired.intensityPercentRmt,
                            fired.intervalNanos,
                            aim))
                    .as(where)
                    .isEqualTo(planned.get(fired.trial));
        }
        assertThat(fired.attempt).as(where).isEqualTo(1 + failures.getOrDefault(fired.trial, 0));
        long block = blocks.get(fired.trial);
        if (block != currentBlock) {
            for (Map.Entry<Long, Long> each : blocks.entrySet()) {
                assertThat(each.getValue() != currentBlock || accepted.contains(each.getKey()))
                        .as("%s: trial %d of block %d", where, each.getKey(), currentBlock)
                        .isTrue();
            }
            currentBlock = block;
        }
        boolean sham = settings.conditions().get(fired.condition).sham();
        if (virtualOwed.get(fired.trial) > 0 && fired.reason != Reason.WAITED_TOO_LONG) {
            assertThat(fired.intent).as(where).isEqualTo(Intent.VIRTUAL);
        } else {
            assertThat(fired.intent).as(where).isEqualTo(sham ? Intent.SHAM : Intent.PULSE);
        }
        if (lastPulse != null) {
            assertThat(fired.commandNanos - lastPulse).as(where).isGreaterThanOrEqualTo(fired.intervalNanos);
        }
        openId = fired.id;
        openTrial = fired.trial;
        openCommand = fired.commandNanos;
        openIntent = fired.intent;
        openCounted = everRan;
        cancelled = false;
        int luck = random.nextInt(20);
        boolean wouldBeGiven = everRan && luck > 2;
        if (luck == 0 && everRan) {
            lost++;
            return; // nobody ever says
        }
        if (everRan || random.nextBoolean()) {
            int late = luck < 10 ? random.nextInt(12) : random.nextInt(luck < 15 ? 40 : luck < 19 ? 400 : 1_600);
            answers.add(new Answer(frame + 1 + late, fired.id, wouldBeGiven));
        }
    }

    private void withdrawn(Decision cancel, int frame, String where) {
        assertThat(cancel.id).as(where).isEqualTo(openId).isNotZero();
        assertThat(cancel.trial).as(where).isEqualTo(openTrial);
        assertThat(cancel.commandNanos).as(where).isEqualTo(openCommand);
        if (cancel.reason == Reason.OUTCOME_UNKNOWN) {
            lastPulse = openCommand;
        }
        failed();
        refusals--;
        cancellations++;
        cancelled = true;
        if (random.nextInt(3) > 0 && !given.contains(openId)) {
            answers.removeIf(a -> a.id == openId);
            answers.add(new Answer(frame + 1 + random.nextInt(3), openId, false));
        }
    }

    /** What the decision before came to, now that the policy has gone on. */
    private void settleLast() {
        if (openId == 0) {
            return;
        }
        if (!cancelled && given.contains(openId)) {
            if (openIntent == Intent.VIRTUAL) {
                virtualOwed.merge(openTrial, -1, Integer::sum);
            } else {
                assertThat(accepted.add(openTrial)).as(seed).isTrue();
                virtualOwed.put(openTrial, 0);
            }
        } else if (!everRan && !cancelled) {
            lastPulse = openCommand;
        } else if (everRan && cancelled && answers.stream().anyMatch(a -> a.id == openId)) {
            // It was given up before its answer came.
            lastPulse = openCommand;
        }
        answers.removeIf(a -> a.id == openId);
        openId = 0;
    }

    int accepted() {
        return accepted.size();
    }

    int cancellations() {
        return cancellations;
    }

    int refusals() {
        return refusals;
    }

    int lost() {
        return lost;
    }
}
