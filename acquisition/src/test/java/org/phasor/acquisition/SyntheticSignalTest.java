package org.phasor.acquisition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import java.lang.management.ManagementFactory;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.phasor.lsl.ChannelFormat;
import org.phasor.lsl.ChannelInfo;
import org.phasor.lsl.StreamInfo;

class SyntheticSignalTest {

    private static final SyntheticSettings ONE_CHANNEL = SyntheticSettings.DEFAULTS.withChannels(1);

    /** The oscillation and the noise of the first channel of a stretch of signal. */
    private record Parts(double[] oscillation, double[] noise) {
        static Parts of(SyntheticSettings settings, int samples) {
            SyntheticSignal signal = new SyntheticSignal(settings);
            double[] values = new double[signal.channelCount()];
            Parts parts = new Parts(new double[samples], new double[samples]);
            for (int i = 0; i < samples; i++) {
                signal.next(values);
                parts.oscillation[i] = signal.amplitude() * Math.cos(signal.phaseRad());
                parts.noise[i] = values[0] - parts.oscillation[i];
            }
            return parts;
        }

        double snrDb(double rateHz) {
            double power = 0;
            for (double x : oscillation) {
                power += x * x / oscillation.length;
            }
            double[] spectrum = Spectrum.welch(noise, rateHz, 4096);
            return 10 * Math.log10(power / (5 * Spectrum.mean(spectrum, rateHz, 8, 13)));
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {-5, 0, 10})
    void hasTheWantedSignalToNoiseRatio(double snrDb) {
        // The power of so slow an envelope is known to 0.4 dB only after 300 s: single seeds, then their mean.
        double sum = 0;
        int seeds = 8;
        for (int seed = 1; seed <= seeds; seed++) {
            SyntheticSettings settings =
                    ONE_CHANNEL.withRateHz(250).withSeed(seed).withNoise(snrDb, 1);
            double measured = Parts.of(settings, 300 * 250).snrDb(250);
            assertThat(measured).as("seed %d", seed).isCloseTo(snrDb, offset(1.2));
            sum += measured;
        }
        assertThat(sum / seeds).isCloseTo(snrDb, offset(0.3));
    }

    @Test
    void hasTheWantedSignalToNoiseRatioOverFiveMinutesOfTheDefaults() {
        assertThat(Parts.of(ONE_CHANNEL, 300_000).snrDb(1000)).isCloseTo(10, offset(0.7));
    }

    @Test
    void hasTheStatisticsOfTheModel() {
        SyntheticSignal signal = new SyntheticSignal(ONE_CHANNEL.withRateHz(50).withFrequency(10, 0.4));
        double[] values = new double[2];
        int n = 50 * 20_000;
        double f = 0;
        double ff = 0;
        double a = 0;
        double aa = 0;
        for (int i = 0; i < n; i++) {
            signal.next(values);
            assertThat(Math.abs(signal.frequencyHz() - 10)).isLessThanOrEqualTo(0.8 + 1e-12);
            double logAmplitude = Math.log(signal.amplitude() / 10);
            f += signal.frequencyHz() / n;
            ff += signal.frequencyHz() * signal.frequencyHz() / n;
            a += logAmplitude / n;
            aa += logAmplitude * logAmplitude / n;
        }
        assertThat(f).isCloseTo(10, offset(0.02));
        // A normal deviation clipped at two of its units has 0.959 of it.
        assertThat(Math.sqrt(ff - f * f)).isCloseTo(0.4 * 0.959, offset(0.01));
        assertThat(a).isCloseTo(0, offset(0.02));
        assertThat(Math.sqrt(aa - a * a)).isCloseTo(0.6, offset(0.015));
    }

    @Test
    void advancesItsPhaseByItsFrequency() {
        SyntheticSignal signal = new SyntheticSignal(ONE_CHANNEL);
        double[] values = new double[2];
        signal.next(values);
        for (int i = 0; i < 20_000; i++) {
            double before = signal.phaseRad();
            signal.next(values);
            double step = signal.phaseRad() - before;
            step += step < -1 ? 2 * Math.PI : 0;
            assertThat(step).isCloseTo(2 * Math.PI * signal.frequencyHz() / 1000, offset(1e-12));
            assertThat(signal.phaseRad()).isGreaterThan(-Math.PI).isLessThanOrEqualTo(Math.PI);
        }
    }

    @Test
    void isTheOscillationAloneWithoutNoise() {
        SyntheticSignal signal = new SyntheticSignal(SyntheticSettings.DEFAULTS
                .withNoise(200, 1)
                .withAmplitude(20, 0)
                .withFrequency(12, 0));
        double[] values = new double[signal.channelCount()];
        for (int i = 0; i < 5000; i++) {
            signal.next(values);
            assertThat(signal.amplitude()).isEqualTo(20);
            assertThat(signal.frequencyHz()).isEqualTo(12);
            assertThat(values[0]).isCloseTo(20 * Math.cos(signal.phaseRad()), offset(1e-5));
            assertThat(values[3]).isCloseTo(0.25 * values[0], offset(1e-5));
        }
    }

    @Test
    void carriesTheTruePhaseInItsLastChannel() {
        SyntheticSignal signal = new SyntheticSignal(SyntheticSettings.DEFAULTS.withChannels(3));
        double[] values = new double[4];
        for (int i = 0; i < 1000; i++) {
            signal.next(values);
            assertThat(values[3]).isEqualTo((float) signal.phaseRad());
        }
    }

    @Test
    void givesValuesThatFloat32Holds() {
        SyntheticSignal signal = new SyntheticSignal(SyntheticSettings.DEFAULTS);
        double[] values = new double[signal.channelCount()];
        for (int i = 0; i < 1000; i++) {
            signal.next(values);
            for (double value : values) {
                assertThat(value).isEqualTo((float) value);
            }
        }
    }

    @Test
    void doesNotChangeAChannelWhenOthersFollow() {
        SyntheticSignal few = new SyntheticSignal(SyntheticSettings.DEFAULTS.withChannels(2));
        SyntheticSignal many = new SyntheticSignal(SyntheticSettings.DEFAULTS.withChannels(20));
        double[] a = new double[3];
        double[] b = new double[21];
        for (int i = 0; i < 1000; i++) {
            few.next(a);
            many.next(b);
            assertThat(b).startsWith(a[0], a[1]);
        }
    }

    /** Removing the mean of the neighbours removes more noise than oscillation. */
    @Test
    void rewardsASpatialFilter() {
        SyntheticSettings settings = SyntheticSettings.DEFAULTS.withRateHz(250).withNoise(0, 1);
        SyntheticSignal signal = new SyntheticSignal(settings);
        int n = 120 * 250;
        double[] values = new double[signal.channelCount()];
        double[] plain = new double[n];
        double[] filtered = new double[n];
        for (int i = 0; i < n; i++) {
            signal.next(values);
            double oscillation = signal.amplitude() * Math.cos(signal.phaseRad());
            plain[i] = values[0] - oscillation;
            double neighbours = (values[3] + values[4] + values[5] + values[6]) / 4;
            filtered[i] = (values[0] - neighbours) / 0.75 - oscillation;
        }
        double gained = Spectrum.mean(Spectrum.welch(plain, 250, 1024), 250, 8, 13)
                / Spectrum.mean(Spectrum.welch(filtered, 250, 1024), 250, 8, 13);
        assertThat(10 * Math.log10(gained)).isBetween(1.0, 3.0);
    }

    /** Bits written down once: another JVM or machine, or a change of the generator, shows here. */
    @Test
    void givesTheSameBitsEverywhere() {
        SyntheticSignal signal = new SyntheticSignal(SyntheticSettings.DEFAULTS.withChannels(2));
        double[] values = new double[3];
        signal.next(values);
        assertThat(bits(values)).containsExactly(0x414193b6, 0xc122e1c2, 0x3f365da5);
        assertThat(Double.doubleToLongBits(signal.phaseRad())).isEqualTo(0x3fe6cbb4922fadb0L);
        assertThat(Double.doubleToLongBits(signal.amplitude())).isEqualTo(0x401be22aac43eebeL);
        assertThat(Double.doubleToLongBits(signal.frequencyHz())).isEqualTo(0x4023da6a42a015d4L);
        for (int i = 1; i < 100_000; i++) {
            signal.next(values);
        }
        assertThat(bits(values)).containsExactly(0x40deaa42, 0xc027d2d0, 0xbf2e9372);
        assertThat(Double.doubleToLongBits(signal.phaseRad())).isEqualTo(0xbfe5d26e4ce41c02L);
        assertThat(Double.doubleToLongBits(signal.amplitude())).isEqualTo(0x40191dcee5e5dfd4L);
        assertThat(Double.doubleToLongBits(signal.frequencyHz())).isEqualTo(0x40244b25c3dca48aL);
    }

    private static int[] bits(double[] values) {
        int[] bits = new int[values.length];
        for (int i = 0; i < bits.length; i++) {
            bits[i] = Float.floatToIntBits((float) values[i]);
        }
        return bits;
    }

    @Test
    void differsBySeed() {
        double[] a = new double[9];
        double[] b = new double[9];
        new SyntheticSignal(SyntheticSettings.DEFAULTS.withSeed(1)).next(a);
        new SyntheticSignal(SyntheticSettings.DEFAULTS.withSeed(2)).next(b);
        for (int c = 0; c < 9; c++) {
            assertThat(a[c]).isNotEqualTo(b[c]);
        }
    }

    @Test
    void describesItsStream() {
        StreamInfo info = SyntheticSignal.streamInfo(SyntheticSettings.DEFAULTS.withChannels(18), "demo");
        assertThat(info.format()).isEqualTo(ChannelFormat.FLOAT32);
        assertThat(info.type()).isEqualTo("EEG");
        assertThat(info.nominalRateHz()).isEqualTo(1000);
        assertThat(info.channelCount()).isEqualTo(19);
        assertThat(info.sourceId()).isEqualTo("phasor-synthetic-demo-1");
        List<ChannelInfo> channels = info.channels();
        assertThat(info.labels()).startsWith("C3", "C4", "Cz", "FC1", "FC5", "CP1", "CP5", "O1", "O2", "Pz");
        assertThat(channels.get(0)).isEqualTo(new ChannelInfo("C3", "microvolts", "EEG"));
        assertThat(channels.get(17)).isEqualTo(new ChannelInfo("EEG18", "microvolts", "EEG"));
        assertThat(channels.get(18)).isEqualTo(new ChannelInfo("true-phase", "rad", "phase-truth"));
        assertThat(StreamInfo.fromXml(info.toXml()).channels()).isEqualTo(channels);
    }

    @Test
    void allocatesNothing() {
        SyntheticSignal signal = new SyntheticSignal(SyntheticSettings.DEFAULTS);
        double[] values = new double[signal.channelCount()];
        var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        for (int i = 0; i < 20_000; i++) {
            signal.next(values);
        }
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < 20_000; i++) {
            signal.next(values);
        }
        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(20_000);
    }
}
