package org.phasor.acquisition;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.phasor.lsl.ChannelInfo;

class SyntheticMuscleTest {

    private static final SyntheticSettings WITH_MUSCLE =
            SyntheticSettings.DEFAULTS.withChannels(2).withMuscle();

    @Test
    void isQuietButForABurstEveryFewSeconds() {
        SyntheticSignal signal = new SyntheticSignal(WITH_MUSCLE);
        double[] values = new double[signal.channelCount()];
        int quiet = 0;
        int bursts = 0;
        int windows = 600;
        for (int window = 0; window < windows; window++) {
            double most = 0;
            for (int i = 0; i < 200; i++) {
                signal.next(values);
                most = Math.max(most, Math.abs(values[2]));
            }
            quiet += most < 20 ? 1 : 0;
            bursts += most > 150 ? 1 : 0;
        }
        assertThat(quiet).isGreaterThan(windows / 2);
        assertThat(bursts).isBetween(20, 120);
    }

    @Test
    void changesNoOtherChannel() {
        SyntheticSignal with = new SyntheticSignal(WITH_MUSCLE);
        SyntheticSignal without = new SyntheticSignal(SyntheticSettings.DEFAULTS.withChannels(2));
        double[] values = new double[with.channelCount()];
        double[] plain = new double[without.channelCount()];
        for (int i = 0; i < 1000; i++) {
            with.next(values);
            without.next(plain);
            assertThat(values).containsExactly(plain[0], plain[1], values[2], plain[2]);
        }
    }

    @Test
    void isDescribedAsNoEeg() {
        assertThat(SyntheticSignal.streamInfo(WITH_MUSCLE, "s").channels())
                .contains(new ChannelInfo("EMG1", "microvolts", "EMG"))
                .hasSize(4);
    }
}
