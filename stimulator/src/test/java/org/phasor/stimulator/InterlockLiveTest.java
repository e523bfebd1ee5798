package org.phasor.stimulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.phasor.stimulator.Bench.CHECKLIST;
import static org.phasor.stimulator.Bench.MILLI;
import static org.phasor.stimulator.Bench.SECOND;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a live device needs before it is armed, and to stay so. */
@Timeout(20)
class InterlockLiveTest {

    private static final SafetyLimits LIMITS =
            Limits.of(SECOND, 30, 40, 100 * MILLI, 2 * MILLI).with(Limit.CONFIRM_EVERY, 60 * SECOND);
    private static final PulsePattern BURST = new PulsePattern(3, 20 * MILLI, false);

    private final Bench bench = Bench.live(LIMITS, PulsePattern.SINGLE);
    private final Interlock interlock = bench.interlock;

    @Test
    void isArmedByAPersonInTwoSteps() {
        bench.guarded(10);
        interlock.check();
        String code = interlock.beginArming(CHECKLIST);
        assertThat(code).matches("[0-9]{4}");
        assertThat(bench.guard.enforced).isZero();
        interlock.typeCode(" " + code + "\n");
        assertThat(bench.guard.enforced).isEqualTo(1);
        interlock.arm();
        interlock.start();
        assertThat(bench.pulse()).isEqualTo(Outcome.DELIVERED);
        assertThat(bench.changes).containsExactly("SAFE CHECKED check", "CHECKED ARMED arm", "ARMED RUNNING start");
        assertThat(interlock.live()).isTrue();
    }

    @Test
    void asksNothingOfABenchDeviceOrAVirtualRun() {
        for (Bench harmless : new Bench[] {new Bench(LIMITS), new Bench(LIMITS, PulsePattern.SINGLE, true, true)}) {
            assertThat(harmless.interlock.live()).isFalse();
            assertThatCode(() -> harmless.interlock.startWatchdog((task, alarm, mayBeat) -> {
                        throw new IOException("nobody asked for it");
                    }))
                    .doesNotThrowAnyException();
            harmless.interlock.check();
            assertThatThrownBy(() -> harmless.interlock.beginArming(CHECKLIST))
                    .hasMessageMatching("arm: '(fake|virtual)' is no live device");
            harmless.interlock.arm();
            harmless.interlock.start();
            harmless.pass(3600 * SECOND);
            assertThat(harmless.pulse()).isIn(Outcome.DELIVERED, Outcome.VIRTUAL);
        }
    }

    @Test
    void isNotArmedWithoutAWatchdog() {
        interlock.dose().grant(10);
        interlock.check();
        assertThatThrownBy(() -> interlock.beginArming(CHECKLIST))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("arm: there is no watchdog process: a live device needs one");
        bench.guarded(10);
        String code = interlock.beginArming(CHECKLIST);
        bench.guard.alive = false;
        assertThatThrownBy(() -> interlock.typeCode(code)).hasMessageContaining("no watchdog process");
        bench.guard.alive = true;
        interlock.typeCode(code);
        bench.guard.alive = false;
        assertThatThrownBy(interlock::arm).hasMessageContaining("no watchdog process");
        assertThat(interlock.state()).isEqualTo(InterlockState.CHECKED);
    }

    @Test
    void isNotArmedWithoutAGrantForAWholePattern() {
        Bench burst = Bench.live(LIMITS, BURST).guarded(2);
        burst.interlock.check();
        assertThatThrownBy(() -> burst.interlock.beginArming(CHECKLIST))
                .hasMessage("arm: the dose ledger has granted 2 more pulses: must be at least 3");
        burst.interlock.dose().grant(3);
        assertThat(burst.interlock.beginArming(CHECKLIST)).hasSize(4);
    }

    @Test
    void isNotArmedAgainOnPulsesThatWereGivenAlready() {
        bench.guarded(1).runLive();
        assertThat(bench.pulse()).isEqualTo(Outcome.DELIVERED);
        interlock.trip(StopReason.OPERATOR, "stop pressed");
        interlock.reset("again");
        interlock.check();
        assertThatThrownBy(() -> interlock.beginArming(CHECKLIST)).hasMessageContaining("granted 0 more pulses");
    }

    @Test
    void isArmedInThisOrderOnly() {
        bench.guarded(10);
        assertThatThrownBy(() -> interlock.beginArming(CHECKLIST))
                .hasMessage("arm: the interlock is SAFE: must be CHECKED");
        assertThatThrownBy(() -> interlock.typeCode("0000")).hasMessageContaining("is SAFE: must be CHECKED");
        assertThatThrownBy(interlock::arm).hasMessageContaining("only a person may arm it, in two steps");
        interlock.check();
        assertThatThrownBy(() -> interlock.typeCode("0000")).hasMessageContaining("the checklist comes first");
        assertThatThrownBy(() -> interlock.beginArming(null)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(interlock::arm).hasMessageContaining("in two steps");
        String code = interlock.beginArming(CHECKLIST);
        assertThatThrownBy(interlock::arm).hasMessageContaining("in two steps");
        assertThatThrownBy(interlock::start).hasMessageContaining("must be ARMED");
        interlock.typeCode(code);
        interlock.arm();
        assertThatThrownBy(interlock::arm).hasMessageContaining("in two steps");
        assertThatThrownBy(() -> interlock.beginArming(CHECKLIST)).hasMessageContaining("is ARMED: must be CHECKED");
        assertThatThrownBy(() -> interlock.typeCode(code)).hasMessageContaining("is ARMED: must be CHECKED");
        assertThat(interlock.state()).isEqualTo(InterlockState.ARMED);
    }

    @Test
    void aCodeThatIsForgottenIsGoodForNothing() {
        bench.guarded(10);
        interlock.check();
        String code = interlock.beginArming(CHECKLIST);
        interlock.forgetCode();
        assertThatThrownBy(() -> interlock.typeCode(code)).hasMessageContaining("the checklist comes first");
    }

    @Test
    void forgetsThePermissionWhenAStopComesInBetween() {
        bench.guarded(10);
        interlock.check();
        String code = interlock.beginArming(CHECKLIST);
        interlock.trip(StopReason.OPERATOR, "stop pressed");
        interlock.reset("again");
        interlock.check();
        assertThatThrownBy(() -> interlock.typeCode(code)).hasMessageContaining("a stop came since");
        interlock.typeCode(interlock.beginArming(CHECKLIST));
        interlock.trip(StopReason.OPERATOR, "stop pressed");
        interlock.reset("again");
        interlock.check();
        assertThatThrownBy(interlock::arm).hasMessageContaining("in two steps");
    }

    @Test
    void isArmedWithinFiveSeconds() {
        bench.guarded(10);
        interlock.check();
        interlock.typeCode(interlock.beginArming(CHECKLIST));
        bench.pass(5 * SECOND + 1);
        assertThatThrownBy(interlock::arm).hasMessageContaining("in two steps");
        interlock.typeCode(interlock.beginArming(CHECKLIST));
        bench.pass(5 * SECOND);
        interlock.arm();
        assertThat(interlock.state()).isEqualTo(InterlockState.ARMED);
    }

    @Test
    void takesTheCodeForAMinute() {
        bench.guarded(10);
        interlock.check();
        String late = interlock.beginArming(CHECKLIST);
        bench.pass(60 * SECOND + 1);
        assertThatThrownBy(() -> interlock.typeCode(late)).hasMessageContaining("more than a minute ago");
        assertThat(bench.guard.enforced).isZero();
        String code = interlock.beginArming(CHECKLIST);
        bench.pass(60 * SECOND);
        interlock.typeCode(code);
        assertThat(bench.guard.enforced).isEqualTo(1);
    }

    @Test
    void stopsWhenNobodyConfirms() {
        bench.guarded(10).runLive();
        for (InterlockState state : new InterlockState[] {InterlockState.RUNNING, InterlockState.HOLD}) {
            if (state == InterlockState.HOLD) {
                interlock.reset("woke up");
                bench.runLive();
                interlock.hold();
            }
            bench.pass(60 * SECOND);
            interlock.poll();
            assertThat(interlock.state()).isEqualTo(state);
            interlock.confirm();
            assertThat(interlock.sinceConfirmedNanos()).isZero();
            bench.pass(60 * SECOND);
            interlock.poll();
            assertThat(interlock.state()).isEqualTo(state);
            assertThat(interlock.sinceConfirmedNanos()).isEqualTo(60 * SECOND);
            bench.pass(1);
            interlock.poll();
            assertThat(interlock.stop()).contains(new Stop(StopReason.DEAD_MAN, "nobody confirmed within 60 s"));
        }
    }

    @Test
    void stopsAnArmedDeviceWhenNobodyConfirms() {
        bench.guarded(10);
        interlock.check();
        interlock.typeCode(interlock.beginArming(CHECKLIST));
        interlock.arm();
        bench.pass(60 * SECOND + 1);
        interlock.poll();
        assertThat(interlock.stop().orElseThrow().reason()).isEqualTo(StopReason.DEAD_MAN);
    }

    @Test
    void firesNothingWhenNobodyConfirmed() {
        bench.guarded(10).runLive();
        bench.pass(60 * SECOND - 9 * MILLI);
        assertThat(bench.pulse()).isEqualTo(Outcome.CANCELLED_STOPPED);
        assertThat(bench.device.calls).isZero();
        assertThat(bench.device.madeSafe).isEqualTo(1);
    }

    @Test
    void stopsWhenAScreenThatWasThereStandsStill() {
        bench.guarded(10).runLive();
        bench.pass(30 * SECOND);
        interlock.poll();
        assertThat(interlock.state()).as("without a screen").isEqualTo(InterlockState.RUNNING);
        interlock.screenAlive();
        bench.pass(2 * SECOND);
        interlock.poll();
        assertThat(interlock.state()).isEqualTo(InterlockState.RUNNING);
        interlock.screenGone();
        bench.pass(3 * SECOND);
        interlock.poll();
        assertThat(interlock.state()).isEqualTo(InterlockState.RUNNING);
        interlock.screenAlive();
        bench.pass(2 * SECOND + 1);
        interlock.poll();
        assertThat(interlock.stop()).contains(new Stop(StopReason.SCREEN_FROZEN, "the window has not drawn for 2 s"));
    }

    @Test
    void stopsWhenNothingLooksAfterTheSessionAnyMore() {
        interlock.lookedAfter();
        bench.guarded(10).runLive();
        bench.pass(2 * SECOND);
        interlock.poll();
        assertThat(interlock.state()).isEqualTo(InterlockState.RUNNING);
        interlock.lookedAfter();
        bench.pass(2 * SECOND);
        interlock.poll();
        assertThat(interlock.state()).isEqualTo(InterlockState.RUNNING);
        bench.pass(1);
        interlock.poll();
        assertThat(interlock.stop().orElseThrow().reason()).isEqualTo(StopReason.SCREEN_FROZEN);
        assertThat(interlock.stop().orElseThrow().detail()).contains("looked after the session");
    }

    @Test
    void doesNotStopABenchDeviceForAScreen() {
        Bench harmless = new Bench(LIMITS).run();
        harmless.interlock.screenAlive();
        harmless.interlock.lookedAfter();
        harmless.pass(10 * SECOND);
        assertThat(harmless.pulse()).isEqualTo(Outcome.DELIVERED);
    }

    @Test
    void firesNothingThatTheLedgerHasNotOnDisk() {
        bench.guarded(1).runLive();
        assertThat(bench.pulse()).isEqualTo(Outcome.DELIVERED);
        bench.pass(SECOND);
        assertThat(bench.pulse()).isEqualTo(Outcome.VETOED_NOT_RESERVED);
        assertThat(bench.sink.last().measured).isEqualTo(2);
        assertThat(bench.sink.last().bound).isEqualTo(1);
        assertThat(interlock.state()).isEqualTo(InterlockState.RUNNING);
        interlock.dose().grant(2);
        assertThat(bench.pulse()).isEqualTo(Outcome.DELIVERED);
    }

    @Test
    void stopsWhenTheSubjectHadTheDayOrTheWeek() {
        Outcome[] limits = {Outcome.VETOED_DAY_LIMIT, Outcome.VETOED_WEEK_LIMIT};
        String[] detail = {"the subject had 3000 pulses in 24 h", "the subject had 15000 pulses in seven days"};
        for (int i = 0; i < 2; i++) {
            Bench last = Bench.live(LIMITS, BURST).guarded(5).runLive();
            last.interlock.dose().exhaustedBy(limits[i]);
            last.fireAtOnce();
            InterlockPatternTest.turn(last, 60);
            assertThat(last.device.calls).isEqualTo(3);
            last.pass(SECOND);
            last.fireAtOnce();
            last.interlock.poll();
            assertThat(last.sink.last().outcome).isEqualTo(limits[i]);
            assertThat(last.sink.last().measured).isEqualTo(6);
            assertThat(last.sink.last().bound).isEqualTo(5);
            assertThat(last.interlock.stop()).contains(new Stop(StopReason.DOSE_LIMIT, detail[i]));
            assertThat(last.device.calls).isEqualTo(3);
        }
    }

    @Test
    void stopsWhenTheWatchdogActs() {
        bench.guarded(10).runLive();
        bench.guard.act();
        assertThat(interlock.stop().orElseThrow().reason()).isEqualTo(StopReason.WATCHDOG);
        assertThat(bench.pulse()).isEqualTo(Outcome.VETOED_STOPPED);
    }

    @Test
    void isArmedAgainAfterTheWatchdogActedOnlyWithAnotherOne() {
        bench.guarded(10).runLive();
        Bench.Guard first = bench.guard;
        first.act();
        interlock.reset("again");
        interlock.check();
        assertThatThrownBy(() -> interlock.beginArming(CHECKLIST)).hasMessageContaining("no watchdog process");
        bench.guarded(10);
        assertThat(bench.guard).isNotSameAs(first);
        assertThat(first.closed).isEqualTo(1);
        assertThat(interlock.beginArming(CHECKLIST)).hasSize(4);
    }

    @Test
    void keepsAWatchdogThatIsThere() {
        bench.guarded(10);
        Bench.Guard first = bench.guard;
        bench.guarded(10);
        assertThat(bench.guard).isSameAs(first);
    }

    @Test
    void staysDoneWhenTheWatchdogActsAtTheEnd() {
        bench.guarded(10).runLive();
        interlock.finish();
        bench.guard.act();
        assertThat(interlock.state()).isEqualTo(InterlockState.DONE);
    }

    @Test
    void tellsTheWatchdogThatAllIsWellOnlyWhileItIs() {
        bench.guarded(10);
        assertThat(bench.guard.mayBeat.getAsBoolean())
                .as("before the loop has turned")
                .isFalse();
        assertThat(interlock.state()).as("which is no fault yet").isNotEqualTo(InterlockState.STOPPED);
        bench.runLive();
        interlock.poll();
        assertThat(bench.guard.mayBeat.getAsBoolean()).isTrue();
        Bench done = Bench.live(LIMITS, PulsePattern.SINGLE).guarded(10).runLive();
        done.interlock.poll();
        done.interlock.finish();
        assertThat(done.guard.mayBeat.getAsBoolean()).isFalse();
    }

    @Test
    void closesTheWatchdogAfterTheDevice() {
        bench.guarded(10);
        interlock.close();
        assertThat(bench.device.closed).isTrue();
        assertThat(bench.guard.closed).isEqualTo(1);
    }

    @Test
    void saysThatAMarkerCouldNotBeClosedAfterAllElseIs() {
        MarkerOutput broken = new MarkerOutput() {
            @Override
            public String name() {
                return "broken";
            }

            @Override
            public void open() {}

            @Override
            public void mark(Delivery delivery, String condition) {}

            @Override
            public void close() {
                throw new IllegalStateException("broken: cannot be closed");
            }
        };
        Interlock marked = new Interlock(
                bench.device,
                List.of(broken),
                StimulatorSettings.simulated(List.of()),
                LIMITS,
                () -> bench.nowNanos,
                bench.sink,
                false);
        assertThatThrownBy(marked::close).hasMessage("broken: cannot be closed");
        assertThat(bench.device.closed).isTrue();
    }

    @Test
    void stopsAtAPulseThatNobodyAskedFor() {
        bench.guarded(10).runLive();
        interlock.unexpectedPulse("the box saw one");
        interlock.unexpectedPulse("and another");
        assertThat(interlock.unexpectedPulses()).isEqualTo(2);
        assertThat(interlock.stop()).contains(new Stop(StopReason.UNEXPECTED_PULSE, "the box saw one"));
        assertThat(bench.device.madeSafe).isEqualTo(2);
    }
}
