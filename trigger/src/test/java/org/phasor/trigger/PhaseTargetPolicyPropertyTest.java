package org.phasor.trigger;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Timeout;
import org.phasor.acquisition.Sample;

/** Whatever the frames are: random walks, jumps, gaps, lies. The seed is the repetition. */
@Timeout(30)
class PhaseTargetPolicyPropertyTest {

    @RepeatedTest(150)
    void keepsItsPromises(RepetitionInfo repetition) {
        int seed = repetition.getCurrentRepetition();
        Random random = new Random(seed);
        long horizonNanos = random.nextInt(40_000_000);
        int count = 1 + random.nextInt(4);
        List<PhaseCondition> conditions = new ArrayList<>();
        for (int c = 0; c < count; c++) {
            conditions.add(new PhaseCondition("c" + c, random.nextInt(2), (random.nextDouble() * 2 - 1) * Math.PI));
        }
        long minInterval = random.nextInt(3) == 0 ? 0 : random.nextInt(500_000_000);
        PhaseTargetSettings settings = PhaseTargetSettings.of(conditions, horizonNanos, minInterval, seed)
                .withJitterNanos(random.nextInt(2) * 100_000_000L);
        if (random.nextBoolean()) {
            settings = settings.withAmplitude(
                    AmplitudeWindow.percentiles(random.nextInt(101), 100), new AmplitudePast(1, 2_000, 100));
        }
        Frames frames = new Frames(new PhaseTargetPolicy(settings, 2, Frames.RATE_HZ), 2);
        double noise = random.nextDouble() * (random.nextInt(4) == 0 ? 2 : 0.2);
        double breaks = random.nextDouble() * 0.02;

        long pendingId = 0;
        long pendingNanos = 0;
        long lastUsedNanos = 0;
        boolean used = false;
        long lastId = 0;
        int fired = 0;
        int cancelled = 0;
        boolean[] wasUsable = new boolean[2];
        double[] wasRad = new double[2];
        for (int i = 0; i < 8_000; i++) {
            boolean[] usable = step(frames, random, noise, breaks);
            Decision decision = frames.decide();
            String where = "seed " + seed + " frame " + i;
            int signal = conditions.get(decision.condition).signal();
            boolean due =
                    pendingId != 0 && !frames.sample.has(Sample.UNANCHORED) && frames.sample.timeNanos >= pendingNanos;
            if (due) {
                lastUsedNanos = pendingNanos;
                used = true;
                pendingId = 0;
            }
            switch (decision.action) {
                case FIRE -> {
                    assertThat(pendingId).as(where).isZero();
                    assertThat(decision.id).as(where).isEqualTo(++lastId);
                    assertThat(usable[signal] && wasUsable[signal]).as(where).isTrue();
                    double quarter = 1e9 / (4 * frames.estimates[signal].frequencyHz);
                    assertThat(decision.commandNanos - frames.sample.timeNanos - horizonNanos)
                            .as(where)
                            .isBetween(-(long) Math.ceil(quarter), 0L);
                    double targetRad = conditions.get(decision.condition).targetPhaseRad();
                    assertThat(Frames.wrap(targetRad - wasRad[signal]))
                            .as(where)
                            .isPositive();
                    if (used) {
                        assertThat(decision.commandNanos - lastUsedNanos)
                                .as(where)
                                .isGreaterThanOrEqualTo(minInterval);
                    }
                    pendingId = decision.id;
                    pendingNanos = decision.commandNanos;
                    fired++;
                }
                case CANCEL -> {
                    assertThat(decision.id).as(where).isEqualTo(pendingId).isNotZero();
                    assertThat(decision.commandNanos).as(where).isEqualTo(pendingNanos);
                    assertThat(usable[signal]).as(where).isFalse();
                    pendingId = 0;
                    cancelled++;
                }
                default -> {
                    // A pending pulse outlives only frames whose signal is sound.
                    assertThat(pendingId == 0 || usable[signal]).as(where).isTrue();
                    assertThat(pendingId != 0).as(where).isEqualTo(decision.reason == Reason.PULSE_PENDING);
                }
            }
            for (int s = 0; s < 2; s++) {
                wasUsable[s] = usable[s];
                wasRad[s] = frames.estimates[s].phaseRad;
            }
        }
        assertThat(fired).as("seed %d", seed).isGreaterThanOrEqualTo(cancelled);
        if (noise < 0.1 && settings.amplitude().isEmpty()) {
            assertThat(fired).as("seed %d", seed).isPositive();
        }
    }

    private static boolean[] step(Frames frames, Random random, double noise, double breaks) {
        frames.hz = random.nextInt(500) == 0 ? 0.2 + 30 * random.nextDouble() : frames.hz;
        frames.amplitude = Math.abs(frames.amplitude + random.nextGaussian());
        frames.advance();
        if (random.nextInt(2000) == 0) {
            frames.timeNanos += random.nextInt(400_000_000) - 100_000_000;
            frames.sample.timeNanos = frames.timeNanos;
        }
        double luck = random.nextDouble();
        frames.sample.flags = luck < breaks ? Sample.GAP : luck < 2 * breaks ? Sample.UNANCHORED : 0;
        boolean[] usable = new boolean[2];
        for (int s = 0; s < 2; s++) {
            double phase = Frames.wrap(frames.phaseRad + s + noise * random.nextGaussian());
            frames.estimates[s].set(phase, frames.hz * Math.exp(noise * random.nextGaussian()), frames.amplitude, 0.3);
            if (random.nextDouble() < breaks) {
                frames.estimates[s].invalidate();
            }
            usable[s] = frames.sample.flags == 0 && frames.estimates[s].valid && frames.estimates[s].frequencyHz >= 0.1;
        }
        return usable;
    }
}
