package org.phasor.rig;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.phasor.acquisition.Sample;
import org.phasor.acquisition.SampleClock;
import org.phasor.stimulator.Delivery;
import org.phasor.stimulator.Outcome;
import org.phasor.stimulator.PulsePattern;

/** Stamps of one moment that lie far off must not blind the watch for what comes back later. */
@Timeout(20)
class WildStampTest {

    private static final double RATE_HZ = 1000;
    private static final long MS = 1_000_000L;
    private static final double START_SECONDS = 10_000;

    private final ReturnWatchTest.Found found = new ReturnWatchTest.Found();
    private final ReturnWatch watch = new ReturnWatch(
            new ReturnWatch.Rules(-2 * MS, 100 * MS, 0, PulsePattern.SINGLE, OptionalLong.empty(), 2 * MS, 2 * MS, 3),
            found);
    private final TriggerEdges edges = new TriggerEdges(new int[] {0}, 0.5, RATE_HZ);
    private final SampleClock clock = new SampleClock(RATE_HZ);
    private long index;

    private void feed(int samples, double level, double aheadSeconds) {
        for (int i = 0; i < samples; i++) {
            Sample sample = new Sample(1);
            sample.index = index;
            sample.stampSeconds = START_SECONDS + index / RATE_HZ + aheadSeconds;
            sample.values[0] = level;
            clock.stamp(sample);
            edges.take(sample, watch);
            watch.judge();
            index++;
        }
    }

    private void command(long id) {
        Delivery delivery = new Delivery();
        delivery.decisionId = id;
        delivery.pulses = 1;
        delivery.gateNanos = Math.round((START_SECONDS + index / RATE_HZ) * 1e9);
        delivery.outcome = Outcome.DELIVERED;
        watch.delivered(delivery);
    }

    @Test
    void aPulseThatNobodyAskedForIsSeenAfterAStampFarAhead() {
        feed(3000, 0, 0);
        feed(1, 0, 3600);
        feed(3000, 0, 0);
        feed(5, 1, 0);
        feed(200, 0, 0);
        assertThat(found.all).singleElement().asString().startsWith("unexpected at ");
    }

    @Test
    void aPulseThatNobodyAskedForIsSeenAfterStampsFarBehind() {
        feed(3000, 0, 0);
        feed(2000, 0, -1800);
        feed(3000, 0, 0);
        feed(5, 1, 0);
        feed(200, 0, 0);
        assertThat(found.all).singleElement().asString().startsWith("unexpected at ");
    }

    @Test
    void pulsesThatDoNotComeBackAreMissedAfterAStampFarAhead() {
        feed(3000, 0, 0);
        command(1);
        feed(1, 0, 3600);
        feed(3000, 0, 0);
        for (int id = 2; id <= 4; id++) {
            command(id);
            feed(1000, 0, 0);
        }
        assertThat(found.all).containsExactly("missing 2.0", "missing 3.0", "missing 4.0", "stop RETURN_MISSING");
    }
}
