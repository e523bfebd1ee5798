package org.phasor.stimulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.phasor.stimulator.Bench.MILLI;
import static org.phasor.stimulator.Bench.SECOND;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How long a gap forbids pulses, whatever the clocks do. */
@Timeout(20)
class StreamTrustTest {

    private final StreamTrust stream = new StreamTrust(20 * MILLI);
    private long nowNanos = -3 * SECOND;

    @BeforeEach
    void begins() {
        stream.take(nowNanos);
    }

    private void whole(long nanos) {
        for (long end = nowNanos + nanos; nowNanos < end; ) {
            nowNanos = Math.min(end, nowNanos + MILLI);
            stream.take(nowNanos);
        }
    }

    private void jump(long nanos) {
        nowNanos += nanos;
        stream.take(nowNanos);
    }

    private void trusts() {
        assertThat(stream.forbiddingGapNanos()).isZero();
    }

    private void forbids(long gapNanos) {
        assertThat(stream.forbiddingGapNanos()).isEqualTo(gapNanos);
    }

    @Test
    void trustsAStreamFromItsFirstSample() {
        trusts();
        assertThat(stream.newestNanos()).isEqualTo(-3 * SECOND);
        whole(SECOND);
        trusts();
        assertThat(stream.newestNanos()).isEqualTo(-2 * SECOND);
    }

    @Test
    void takesNoStepWithinTheLimitForAGap() {
        jump(20 * MILLI);
        trusts();
        jump(-20 * MILLI);
        trusts();
        jump(20 * MILLI + 1);
        forbids(20 * MILLI + 1);
    }

    @Test
    void forbidsForHalfASecondAfterAGap() {
        jump(30 * MILLI);
        whole(500 * MILLI - 1);
        forbids(30 * MILLI);
        jump(1);
        trusts();
    }

    @Test
    void beginsAnewWithTheNextGap() {
        jump(30 * MILLI);
        whole(499 * MILLI);
        jump(40 * MILLI);
        whole(499 * MILLI);
        forbids(40 * MILLI);
        whole(MILLI);
        trusts();
    }

    @Test
    void forbidsForTenSecondsAfterTheThirdGapInTenSeconds() {
        jump(30 * MILLI);
        whole(4 * SECOND);
        jump(30 * MILLI);
        whole(6 * SECOND - 100 * MILLI);
        trusts();
        jump(50 * MILLI);
        whole(10 * SECOND - 1);
        forbids(50 * MILLI);
        jump(1);
        trusts();
    }

    @Test
    void forbidsForTenSecondsAlsoLateInASession() {
        whole(60 * SECOND);
        jump(30 * MILLI);
        whole(SECOND);
        jump(30 * MILLI);
        whole(SECOND);
        jump(30 * MILLI);
        whole(9 * SECOND);
        forbids(30 * MILLI);
    }

    @Test
    void countsThreeGapsInExactlyTenSecondsAndNoLonger() {
        for (long more = 0; more < 2; more++) {
            StreamTrust three = new StreamTrust(20 * MILLI);
            long t = 0;
            three.take(t);
            three.take(t += 30 * MILLI);
            three.take(t += 30 * MILLI);
            for (int i = 0; i < 500; i++) {
                three.take(t += 20 * MILLI);
            }
            three.take(t += more);
            three.take(t += 30 * MILLI);
            for (int i = 0; i < 50; i++) {
                three.take(t += 20 * MILLI);
            }
            assertThat(three.forbiddingGapNanos() > 0).isEqualTo(more == 0);
        }
    }

    @Test
    void doesNotForgiveThreeGapsBecauseOfAFourth() {
        jump(30 * MILLI);
        whole(SECOND);
        jump(30 * MILLI);
        whole(8 * SECOND);
        jump(30 * MILLI); // the third within ten seconds
        whole(2 * SECOND + 500 * MILLI);
        jump(40 * MILLI); // not the third within ten seconds
        whole(7 * SECOND);
        forbids(40 * MILLI);
        whole(SECOND);
        trusts();
    }

    @Test
    void takesAClockThatJumpsBackForAGap() {
        jump(-3600 * SECOND);
        whole(499 * MILLI);
        forbids(3600 * SECOND);
        whole(MILLI);
        trusts();
    }

    @Test
    void isNotHurriedByAClockThatJumps() {
        jump(30 * MILLI);
        jump(-3600 * SECOND);
        jump(7200 * SECOND);
        forbids(7200 * SECOND);
        whole(9 * SECOND);
        // Back and forth within ten seconds of the first: the third gap.
        forbids(7200 * SECOND);
    }

    @Test
    void countsStepsBackWithinTheLimitAgainst() {
        jump(30 * MILLI);
        whole(490 * MILLI);
        jump(-10 * MILLI);
        jump(10 * MILLI);
        forbids(30 * MILLI);
        jump(10 * MILLI);
        trusts();
    }
}
