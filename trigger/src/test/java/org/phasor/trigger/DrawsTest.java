package org.phasor.trigger;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.phasor.acquisition.SplitMix64;

/** The draws that recordings depend on: fixed for ever. */
class DrawsTest {

    /** The reference values of splitmix64.c (Vigna) for the seed 1234567. */
    @Test
    void followsThePublishedGenerator() {
        SplitMix64 random = new SplitMix64(1234567);
        assertThat(Long.toUnsignedString(random.next())).isEqualTo("6457827717110365317");
        assertThat(Long.toUnsignedString(random.next())).isEqualTo("3203168211198807973");
        assertThat(Long.toUnsignedString(random.next())).isEqualTo("9817491932198370423");
        assertThat(Long.toUnsignedString(random.next())).isEqualTo("4593380528125082431");
        assertThat(Long.toUnsignedString(random.next())).isEqualTo("16408922859458223821");
    }

    @Test
    void drawsEvenlyBelowTheBound() {
        SplitMix64 random = new SplitMix64(3);
        int[] counts = new int[6];
        for (int i = 0; i < 60_000; i++) {
            counts[(int) random.below(6)]++;
        }
        for (int count : counts) {
            assertThat(count).isBetween(9_600, 10_400);
        }
        assertThat(random.below(1)).isZero();
        for (int i = 0; i < 1_000; i++) {
            assertThat(random.below((1L << 53) - 1)).isBetween(0L, (1L << 53) - 2);
        }
    }

    private static TrialPlan plan(int conditions, long seed) {
        List<PhaseCondition> all = new ArrayList<>();
        for (int c = 0; c < conditions; c++) {
            all.add(new PhaseCondition("c" + c, 0, 0));
        }
        return new TrialPlan(PhaseTargetSettings.of(all, 0, 0, seed));
    }

    @Test
    void drawsEveryOrderOfABlockAboutAsOften() {
        TrialPlan plan = plan(3, 11);
        int[] orders = new int[27];
        for (int i = 0; i < 6_000; i++) {
            assertThat(plan.next()).isEqualTo(TrialPlan.Step.BLOCK);
            int order = 0;
            for (int k = 0; k < 3; k++) {
                order = 3 * order + plan.trial(k).condition();
            }
            orders[order]++;
        }
        int seen = 0;
        for (int count : orders) {
            if (count > 0) {
                assertThat(count).isBetween(850, 1_150);
                seen++;
            }
        }
        assertThat(seen).isEqualTo(6);
    }

    @Test
    void drawsTheSameConditionsForTheSameSeedAsEver() {
        TrialPlan plan = plan(4, 42);
        StringBuilder drawn = new StringBuilder();
        for (int i = 0; i < 4; i++) {
            plan.next();
            for (int k = 0; k < 4; k++) {
                drawn.append(plan.trial(k).condition());
            }
        }
        assertThat(drawn).hasToString("1302021323103021");
    }
}
