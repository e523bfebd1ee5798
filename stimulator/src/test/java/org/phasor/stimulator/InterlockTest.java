package org.phasor.stimulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.phasor.stimulator.Bench.MILLI;
import static org.phasor.stimulator.Bench.SECOND;

import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.phasor.trigger.Decision;

/** The states, and what holds whatever they are. */
@Timeout(20)
class InterlockTest {

    private static final SafetyLimits LIMITS = Limits.of(SECOND, 30, 40, 100 * MILLI, 2 * MILLI);

    private final Bench bench = new Bench(LIMITS);
    private final Interlock interlock = bench.interlock;

    @Test
    void startsSafe() {
        assertThat(interlock.state()).isEqualTo(InterlockState.SAFE);
        assertThat(interlock.stop()).isEmpty();
        assertThat(bench.device.calls).isZero();
    }

    @Test
    void goesThroughItsStatesInOrder() {
        interlock.check();
        assertThat(interlock.state()).isEqualTo(InterlockState.CHECKED);
        interlock.arm();
        assertThat(interlock.state()).isEqualTo(InterlockState.ARMED);
        interlock.start();
        assertThat(interlock.state()).isEqualTo(InterlockState.RUNNING);
        interlock.hold();
        assertThat(interlock.state()).isEqualTo(InterlockState.HOLD);
        interlock.resume();
        assertThat(interlock.state()).isEqualTo(InterlockState.RUNNING);
        interlock.finish();
        assertThat(interlock.state()).isEqualTo(InterlockState.DONE);
    }

    @Test
    void refusesEveryStepOutOfOrder() {
        List<Consumer<Interlock>> steps = List.of(
                Interlock::check,
                Interlock::arm,
                Interlock::start,
                Interlock::hold,
                Interlock::resume,
                i -> i.reset("why"));
        List<InterlockState> from = List.of(
                InterlockState.SAFE,
                InterlockState.CHECKED,
                InterlockState.ARMED,
                InterlockState.RUNNING,
                InterlockState.HOLD,
                InterlockState.STOPPED);
        for (InterlockState state : InterlockState.values()) {
            for (int s = 0; s < steps.size(); s++) {
                Interlock in = in(state).interlock;
                Consumer<Interlock> step = steps.get(s);
                if (from.get(s) == state) {
                    step.accept(in);
                } else {
                    assertThatThrownBy(() -> step.accept(in))
                            .isInstanceOf(IllegalStateException.class)
                            .hasMessageContaining("the interlock is " + state)
                            .hasMessageContaining("must be " + from.get(s));
                    assertThat(in.state()).isEqualTo(state);
                }
            }
        }
    }

    @Test
    void firesInRunningOnly() {
        for (InterlockState state : InterlockState.values()) {
            Bench in = in(state);
            Outcome outcome = in.pulse();
            Outcome expected = switch (state) {
                case RUNNING -> Outcome.DELIVERED;
                case HOLD -> Outcome.VETOED_HOLD;
                case STOPPED -> Outcome.VETOED_STOPPED;
                default -> Outcome.VETOED_NOT_ARMED;
            };
            assertThat(outcome).as(state.name()).isEqualTo(expected);
            assertThat(in.device.calls).isEqualTo(state == InterlockState.RUNNING ? 1 : 0);
        }
    }

    @Test
    void isNotCheckedWhileTheDeviceIsNotReady() {
        bench.device.ready = false;
        assertThatThrownBy(interlock::check).hasMessage("check: the device 'fake' is not ready");
        assertThat(interlock.state()).isEqualTo(InterlockState.SAFE);
    }

    @Test
    void armsNoLiveDevice() {
        bench.device.live = true;
        interlock.check();
        assertThatThrownBy(interlock::arm)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("'fake' is a live device");
        assertThat(interlock.state()).isEqualTo(InterlockState.CHECKED);
    }

    @Test
    void decidesWithoutDeliveringInAVirtualRun() {
        Bench virtual = new Bench(LIMITS, true);
        assertThat(virtual.pulse()).isEqualTo(Outcome.VIRTUAL);
        assertThat(virtual.sink.last().returnedNanos).isZero();
        assertThat(virtual.pulse()).isEqualTo(Outcome.VETOED_TOO_SOON);
        virtual.pass(SECOND);
        virtual.run();
        assertThat(virtual.pulse()).isEqualTo(Outcome.VIRTUAL);
        virtual.interlock.hold();
        assertThat(virtual.pulse()).isEqualTo(Outcome.VETOED_HOLD);
        virtual.interlock.trip(StopReason.OPERATOR, "stop pressed");
        assertThat(virtual.pulse()).isEqualTo(Outcome.VETOED_STOPPED);
        assertThat(virtual.device.calls).isZero();
        assertThat(virtual.interlock.pulses()).isEqualTo(2);
        assertThat(virtual.interlock.outcomeCount(Outcome.DELIVERED)).isZero();
        assertThat(virtual.interlock.deviceName()).isEqualTo("virtual");
    }

    @Test
    void replaysWithoutTheNameOfADevice() {
        long[] now = {5};
        Bench.Sink sink = new Bench.Sink();
        try (Interlock simulated = Interlock.simulated(LIMITS, PulsePattern.SINGLE, () -> now[0], sink)) {
            simulated.check();
            simulated.arm();
            simulated.start();
            Decision decision = new Decision();
            decision.poison();
            simulated.schedule(decision, 1);
            simulated.poll();
            assertThat(sink.last().outcome).isEqualTo(Outcome.DELIVERED);
            assertThat(simulated.deviceName()).isEqualTo("simulated");
        }
    }

    private static Bench in(InterlockState state) {
        Bench bench = new Bench(LIMITS);
        Interlock to = bench.interlock;
        switch (state) {
            case SAFE -> {}
            case CHECKED -> to.check();
            case ARMED -> {
                to.check();
                to.arm();
            }
            case RUNNING -> bench.run();
            case HOLD -> bench.run().interlock.hold();
            case DONE -> bench.run().interlock.finish();
            case STOPPED -> bench.run().interlock.trip(StopReason.OPERATOR, "stop pressed");
        }
        return bench;
    }
}
