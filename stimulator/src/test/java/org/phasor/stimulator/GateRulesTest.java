package org.phasor.stimulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.phasor.stimulator.Bench.SECOND;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.phasor.trigger.Decision;

/** The rule that the gate's guard always reaches first: a second line behind it. */
@Timeout(20)
class GateRulesTest {

    private final OperatorPresence presence = new OperatorPresence();
    private final StreamTrust stream = new StreamTrust(SECOND);
    private final PendingPulse next = new PendingPulse();

    private GateRules rules(boolean live) {
        return new GateRules(
                SafetyLimits.BENCH_DEFAULTS,
                PulsePattern.SINGLE,
                live,
                DoseAllowance.unlimited(),
                presence,
                new PulseBook(60),
                stream);
    }

    private Outcome veto(GateRules rules, long nowNanos) {
        Decision decision = new Decision();
        decision.poison();
        next.set(decision, nowNanos, new StateMachine().status());
        stream.take(nowNanos);
        return rules.veto(next, nowNanos, true);
    }

    @Test
    void vetoesAPulseOfALiveDeviceWithoutAPerson() {
        GateRules rules = rules(true);
        assertThat(veto(rules, 0)).isEqualTo(Outcome.VETOED_NO_OPERATOR);
        assertThat(rules.measured()).isEqualTo(Long.MAX_VALUE);
        assertThat(rules.bound()).isEqualTo(60 * SECOND);
        presence.confirm(0);
        assertThat(veto(rules, 0)).isNull();
        assertThat(veto(rules, 60 * SECOND + 1)).isEqualTo(Outcome.VETOED_NO_OPERATOR);
        assertThat(rules.measured()).isEqualTo(60 * SECOND + 1);
        rules.nothingMeasured();
        assertThat(rules.measured()).isZero();
        assertThat(rules.bound()).isZero();
    }

    @Test
    void asksForNobodyAtABenchDevice() {
        assertThat(veto(rules(false), 0)).isNull();
    }
}
