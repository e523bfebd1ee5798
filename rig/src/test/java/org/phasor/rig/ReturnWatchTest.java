package org.phasor.rig;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.phasor.stimulator.Delivery;
import org.phasor.stimulator.Outcome;
import org.phasor.stimulator.PulsePattern;

/** Times in milliseconds: a window of -2 to 100 after the command, three missing ones in a row stop. */
@Timeout(20)
class ReturnWatchTest {

    private static final long MS = 1_000_000L;

    /** What was found, in words. */
    static final class Found implements ReturnWatch.Findings {
        final List<String> all = new ArrayList<>();

        @Override
        public void returned(long decision, int pulse, long frame, long nanos, long delayNanos) {
            all.add("returned " + decision + "." + pulse + " after " + delayNanos / MS);
        }

        @Override
        public void unexpected(long frame, long nanos) {
            all.add("unexpected at " + nanos / MS);
        }

        @Override
        public void missing(long decision, int pulse, long frame) {
            all.add("missing " + decision + "." + pulse);
        }

        @Override
        public void stop(org.phasor.stimulator.StopReason reason, String detail) {
            all.add("stop " + reason);
        }
    }

    private final Found found = new Found();

    private ReturnWatch watch(PulsePattern pattern, OptionalLong expectedNanos) {
        return new ReturnWatch(
                new ReturnWatch.Rules(-2 * MS, 100 * MS, 0, pattern, expectedNanos, 2 * MS, 2 * MS, 3), found);
    }

    private final ReturnWatch watch = watch(PulsePattern.SINGLE, OptionalLong.empty());

    private static Delivery delivery(long id, int pulse, int pulses, long gateMs, Outcome outcome) {
        Delivery delivery = new Delivery();
        delivery.decisionId = id;
        delivery.pulse = pulse;
        delivery.pulses = pulses;
        delivery.gateNanos = gateMs * MS;
        delivery.outcome = outcome;
        return delivery;
    }

    private static Delivery delivered(long id, long gateMs) {
        return delivery(id, 0, 1, gateMs, Outcome.DELIVERED);
    }

    private void streamAt(ReturnWatch of, long ms) {
        of.advance(ms, ms * MS);
        of.judge();
    }

    @Test
    void matchesAnEdgeToTheCommandBeforeIt() {
        watch.delivered(delivered(1, 1000));
        watch.edge(1003, 1003 * MS);
        streamAt(watch, 1005);
        assertThat(found.all).containsExactly("returned 1.0 after 3");
        streamAt(watch, 2000);
        assertThat(found.all).hasSize(1);
    }

    @Test
    void doesNotCareWhetherTheEdgeOrTheDeliveryIsToldFirst() {
        watch.edge(1003, 1003 * MS);
        watch.advance(1005, 1005 * MS);
        watch.delivered(delivered(1, 1000));
        watch.judge();
        assertThat(found.all).containsExactly("returned 1.0 after 3");
    }

    @Test
    void waitsForACommandThatMayComeALittleAfterItsEdge() {
        watch.edge(999, 999 * MS);
        streamAt(watch, 1000);
        watch.delivered(delivered(1, 1000));
        streamAt(watch, 1001);
        assertThat(found.all).containsExactly("returned 1.0 after -1");
    }

    @Test
    void callsAnEdgeWithoutACommandUnexpected() {
        streamAt(watch, 500);
        watch.edge(600, 600 * MS);
        streamAt(watch, 602);
        assertThat(found.all).containsExactly("unexpected at 600");
    }

    @Test
    void callsASecondEdgeOfOneCommandUnexpected() {
        watch.delivered(delivered(1, 1000));
        watch.edge(1003, 1003 * MS);
        watch.edge(1030, 1030 * MS);
        streamAt(watch, 1040);
        assertThat(found.all).containsExactly("returned 1.0 after 3", "unexpected at 1030");
    }

    @Test
    void callsAnEdgeTooLateUnexpectedAndItsPulseMissing() {
        watch.delivered(delivered(1, 1000));
        watch.edge(1101, 1101 * MS);
        streamAt(watch, 1200);
        assertThat(found.all).containsExactly("unexpected at 1101", "missing 1.0");
    }

    @Test
    void countsAPulseAsMissingByTheStreamsTimeOnly() {
        watch.delivered(delivered(1, 1000));
        streamAt(watch, 1102);
        watch.judge();
        watch.judge();
        assertThat(found.all).isEmpty();
        streamAt(watch, 1103);
        assertThat(found.all).containsExactly("missing 1.0");
    }

    @Test
    void stopsAfterThreeMissingOnesInARowAndOnce() {
        for (int i = 1; i <= 5; i++) {
            watch.delivered(delivered(i, i * 1000L));
            streamAt(watch, i * 1000L + 500);
        }
        assertThat(found.all)
                .containsExactly(
                        "missing 1.0",
                        "missing 2.0",
                        "missing 3.0",
                        "stop RETURN_MISSING",
                        "missing 4.0",
                        "missing 5.0");
    }

    @Test
    void beginsToCountMissingOnesAnewWhenOneComesBack() {
        for (int i = 1; i <= 8; i++) {
            watch.delivered(delivered(i, i * 1000L));
            if (i % 3 == 0) {
                watch.edge(0, (i * 1000L + 3) * MS);
            }
            streamAt(watch, i * 1000L + 500);
        }
        assertThat(found.all).noneMatch(line -> line.startsWith("stop"));
    }

    @Test
    void expectsNothingOfAPulseThatWasNotGiven() {
        for (Outcome outcome : Outcome.values()) {
            if (!outcome.counts()) {
                watch.delivered(delivery(1, 0, 1, 1000, outcome));
            }
        }
        streamAt(watch, 5000);
        assertThat(found.all).isEmpty();
    }

    @Test
    void acceptsAPulseOfAFailedCommandAndDoesNotMissIt() {
        watch.delivered(delivery(1, 0, 1, 1000, Outcome.DEVICE_FAILED));
        watch.delivered(delivery(2, 0, 1, 2000, Outcome.DEVICE_FAILED));
        watch.edge(2003, 2003 * MS);
        streamAt(watch, 5000);
        assertThat(found.all).containsExactly("returned 2.0 after 3");
    }

    @Test
    void judgesNoPulseWhoseWindowOverlapsAGap() {
        watch.delivered(delivered(1, 1000));
        watch.delivered(delivered(2, 2000));
        watch.lost(1090 * MS, 1150 * MS);
        streamAt(watch, 3000);
        assertThat(found.all).containsExactly("missing 2.0");
    }

    @Test
    void doesNotCallAnEdgeUnexpectedThatFollowsAGap() {
        watch.lost(1000 * MS, 1300 * MS);
        watch.edge(1350, 1350 * MS);
        streamAt(watch, 1360);
        assertThat(found.all).isEmpty();
        watch.edge(1500, 1500 * MS);
        streamAt(watch, 1510);
        assertThat(found.all).containsExactly("unexpected at 1500");
    }

    @Test
    void matchesEveryPulseOfAPatternThatTheDeviceTimes() {
        ReturnWatch patterns = watch(new PulsePattern(3, 10 * MS, true), OptionalLong.empty());
        patterns.delivered(delivery(1, 0, 3, 1000, Outcome.DELIVERED));
        patterns.edge(0, 1008 * MS);
        patterns.edge(0, 1018 * MS);
        patterns.edge(0, 1028 * MS);
        streamAt(patterns, 1500);
        assertThat(found.all).containsExactly("returned 1.0 after 8", "returned 1.1 after 8", "returned 1.2 after 8");
    }

    @Test
    void missesTheRightPulseOfAPatternOnceTheDelayIsKnown() {
        ReturnWatch patterns = watch(new PulsePattern(3, 10 * MS, true), OptionalLong.of(8 * MS));
        patterns.delivered(delivery(1, 0, 3, 1000, Outcome.DELIVERED));
        patterns.edge(0, 1018 * MS);
        patterns.edge(0, 1028 * MS);
        streamAt(patterns, 1500);
        assertThat(found.all).containsExactly("returned 1.1 after 8", "returned 1.2 after 8", "missing 1.0");
    }

    @Test
    void stopsWhenTheDelayVariesTooMuch() {
        give(25, i -> i % 2 == 0 ? 3 : 9);
        assertThat(found.all).filteredOn(line -> line.startsWith("stop")).containsExactly("stop LOOP_DELAY");
        assertThat(found.all.indexOf("stop LOOP_DELAY")).isEqualTo(RollingDelay.LENGTH);
    }

    @Test
    void stopsWhenTheDelayDriftsFromWhatItWasInTheBeginning() {
        give(100, i -> 3 + i / 20);
        assertThat(found.all).filteredOn(line -> line.startsWith("stop")).containsExactly("stop LOOP_DELAY");
        assertThat(found.all.indexOf("stop LOOP_DELAY")).isBetween(60, 80);
    }

    @Test
    void doesNotStopForADelayThatIsSteady() {
        give(100, i -> 3 + i % 2);
        assertThat(found.all).noneMatch(line -> line.startsWith("stop"));
    }

    @Test
    void holdsTheDelayAgainstTheOneThatWasMeasured() {
        ReturnWatch measured = watch(PulsePattern.SINGLE, OptionalLong.of(6 * MS));
        for (int i = 0; i < 20; i++) {
            measured.delivered(delivered(i + 1, (i + 1) * 1000L));
            measured.edge(0, ((i + 1) * 1000L + 3) * MS);
            streamAt(measured, (i + 1) * 1000L + 500);
        }
        assertThat(found.all).endsWith("stop LOOP_DELAY");
    }

    private void give(int pulses, java.util.function.IntUnaryOperator delayMs) {
        for (int i = 0; i < pulses; i++) {
            long gateMs = (i + 1) * 1000L;
            watch.delivered(delivered(i + 1, gateMs));
            watch.edge(0, (gateMs + delayMs.applyAsInt(i)) * MS);
            streamAt(watch, gateMs + 500);
        }
    }
}
