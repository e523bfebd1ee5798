package org.phasor.rig;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.phasor.acquisition.Sample;
import org.phasor.stimulator.Delivery;
import org.phasor.stimulator.Outcome;
import org.phasor.stimulator.PulsePattern;
import org.phasor.stimulator.StopReason;

/**
 * Random sessions at 1 kHz: pulses that come back, or not, gaps, ghosts. What is found is what was put in, however the frames are
 * batched; a gap never raises an alarm.
 */
@Timeout(60)
class ReturnWatchPropertyTest {

    private static final long MS = 1_000_000L;
    private static final int SAMPLES = 30_000;
    private static final int SEEDS = 40;

    /** One random session: what was commanded, and what the trigger channel showed. */
    private static final class Story {
        final List<Delivery> deliveries = new ArrayList<>();
        final double[] level = new double[SAMPLES];
        final boolean[] gap = new boolean[SAMPLES];
        final List<String> expected = new ArrayList<>();

        Story(Random random) {
            long gate = 200 * MS;
            long id = 0;
            while (gate < (SAMPLES - 1000) * MS) {
                gate += (250 + random.nextInt(300)) * MS + random.nextInt(1_000_000);
                Delivery delivery = new Delivery();
                delivery.decisionId = ++id;
                delivery.gateNanos = gate;
                delivery.outcome = Outcome.DELIVERED;
                double luck = random.nextDouble();
                long delay = 3 * MS + random.nextInt(500_000);
                if (luck < 0.05) {
                    delivery.outcome = Outcome.VETOED_LATE;
                    ghost(random, gate);
                } else if (luck < 0.15) {
                    expected.add("missing " + id);
                } else if (luck < 0.3) {
                    // Samples are lost around the pulse; whether it came back or not cannot be told.
                    long from = gate / MS - random.nextInt(40);
                    for (long i = from; i < from + 60; i++) {
                        gap[(int) i] = true;
                    }
                } else {
                    show(gate + delay);
                    expected.add("returned " + id);
                }
                deliveries.add(delivery);
            }
        }

        private void ghost(Random random, long gate) {
            if (random.nextBoolean()) {
                show(gate);
                expected.add("unexpected");
            }
        }

        private void show(long nanos) {
            int at = (int) ((nanos + MS - 1) / MS);
            for (int i = at; i < at + 5; i++) {
                level[i] = 1;
            }
        }
    }

    private static final class Tally implements ReturnWatch.Findings {
        final List<String> all = new ArrayList<>();
        int stops;

        @Override
        public void returned(long decision, int pulse, long frame, long nanos, long delayNanos) {
            all.add("returned " + decision);
            assertThat(delayNanos).isBetween(2_500_000L, 4_500_000L);
        }

        @Override
        public void unexpected(long frame, long nanos) {
            all.add("unexpected");
        }

        @Override
        public void missing(long decision, int pulse, long frame) {
            all.add("missing " + decision);
        }

        @Override
        public void stop(StopReason reason, String detail) {
            stops++;
        }
    }

    private static List<String> found(Story story, Random random, int mostFrames) {
        Tally tally = new Tally();
        ReturnWatch watch = new ReturnWatch(
                new ReturnWatch.Rules(
                        -2 * MS, 100 * MS, 0, PulsePattern.SINGLE, OptionalLong.empty(), 2 * MS, 2 * MS, 1000),
                tally);
        TriggerEdges edges = new TriggerEdges(new int[] {0}, 0.5, 1000);
        Sample sample = new Sample(1);
        int delivered = 0;
        boolean lost = false;
        for (int i = 0; i < SAMPLES; ) {
            int until = Math.min(SAMPLES, i + 1 + random.nextInt(mostFrames));
            for (; i < until; i++) {
                if (story.gap[i]) {
                    lost = true;
                    continue;
                }
                sample.index = i;
                sample.timeNanos = i * MS;
                sample.flags = lost ? Sample.GAP : 0;
                lost = false;
                sample.values[0] = story.level[i];
                edges.take(sample, watch);
            }
            // Behind the frames, as a reader of both rings takes them.
            while (delivered < story.deliveries.size() && story.deliveries.get(delivered).gateNanos <= (i - 1) * MS) {
                watch.delivered(story.deliveries.get(delivered++));
            }
            watch.judge();
        }
        assertThat(tally.stops).isZero();
        return tally.all;
    }

    @Test
    void findsWhatWasPutInHoweverTheFramesAreBatched() {
        int all = 0;
        for (long seed = 1; seed <= SEEDS; seed++) {
            Random random = new Random(seed);
            Story story = new Story(random);
            List<String> oneByOne = found(story, random, 1);
            List<String> batched = found(story, random, 64);
            List<String> slow = found(story, random, 2000);
            List<String> expected = new ArrayList<>(story.expected);
            for (List<String> each : List.of(expected, oneByOne, batched, slow)) {
                Collections.sort(each);
            }
            assertThat(oneByOne).as("seed %d", seed).isEqualTo(expected);
            assertThat(batched).as("seed %d", seed).isEqualTo(expected);
            assertThat(slow).as("seed %d", seed).isEqualTo(expected);
            all += expected.size();
        }
        assertThat(all).isGreaterThan(SEEDS * 40);
    }
}
