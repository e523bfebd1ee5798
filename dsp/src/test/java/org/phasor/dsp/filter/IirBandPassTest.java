package org.phasor.dsp.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Butterworth, Chebyshev and elliptic band-passes against scipy 1.17 and iirj. */
class IirBandPassTest {

    private static final double[] HZ = {7, 9.5, 10.5, 12, 30};

    @Test
    void butterworthHasScipysSections() {
        // sg.butter(2, [8, 13], 'bandpass', fs=1000, output='sos')
        assertSections(Butterworth.bandPass(2, 8, 13, 1000), new double[][] {
            {
                0.00024135904904198067,
                0.00048271809808396134,
                0.00024135904904198067,
                1.0,
                -1.9685287030035357,
                0.9742779953856306
            },
            {1.0, -2.0, 1.0, 1.0, -1.9789313291857626, 0.9817974757118394}
        });
        // sg.butter(3, [9.5, 11.5], 'bandpass', fs=256, output='sos')
        assertSections(Butterworth.bandPass(3, 9.5, 11.5, 256), new double[][] {
            {
                1.4085129351130672e-05,
                2.8170258702261344e-05,
                1.4085129351130672e-05,
                1.0,
                -1.8881832899821893,
                0.9520791467009254
            },
            {1.0, 0.0, -1.0, 1.0, -1.8976601470194479, 0.9738257797047525},
            {1.0, -2.0, 1.0, 1.0, -1.9228115469000073, 0.9776977944127656}
        });
    }

    @Test
    void aWideBandHasRealPoles() {
        // sg.butter(1, [1, 40], 'bandpass', fs=250, output='sos')
        assertSections(Butterworth.bandPass(1, 1, 40, 250), new double[][] {
            {0.34789772097358423, 0.0, -0.34789772097358423, 1.0, -1.286307270411458, 0.30420455805283164}
        });
    }

    @Test
    void butterworthHasScipysResponse() {
        // sg.sosfreqz(sg.butter(n, band, 'bandpass', fs=1000, output='sos'), worN=[7, 9.5, 10.5, 12, 30], fs=1000)[1]
        assertResponse(
                Butterworth.bandPass(2, 8, 13, 1000),
                -0.2070196273180761,
                0.313180836380405,
                0.9097217000677597,
                0.40671866379164984,
                0.9856713421537183,
                -0.16808431527477544,
                0.46409004730059605,
                -0.7872500441867993,
                -0.034040367912597,
                -0.009380152029968624);
        assertResponse(
                Butterworth.bandPass(6, 9.5, 11.5, 1000),
                -9.745904828393885e-05,
                0.00012383348875533542,
                2.675267448656393e-13,
                -0.7071067811863415,
                0.9831617251261727,
                -0.18273757754426606,
                0.10406772127516166,
                -0.02833190530942873,
                -1.799094345252133e-07,
                -5.4199731351438264e-08);
    }

    @Test
    void chebyshevHasScipysResponse() {
        // sg.cheby1(n, .5, [9, 12], 'bandpass', fs=1000, output='sos')
        assertResponse(
                ChebyshevI.bandPass(2, 0.5, 9, 12, 1000),
                -0.16100438979220805,
                0.10114693796332563,
                0.7834161570130974,
                0.6165790066110289,
                0.9429694082997369,
                -0.0634526263950119,
                0.3214126500475792,
                -0.8876625746999995,
                -0.01825824008549877,
                -0.0030088799997315726);
        assertResponse(
                ChebyshevI.bandPass(3, 0.5, 9, 12, 1000),
                -0.016291942814374384,
                -0.03171772472492788,
                0.291852510918548,
                0.9080261773569247,
                0.985661836159094,
                -0.15162375988737603,
                -0.66899714200765,
                -0.6661034169852597,
                -0.00014977878244419617,
                0.0010415520956556603);
    }

    @Test
    void ellipticHasScipysResponse() {
        // sg.ellip(n, .5, att, [9.5, 11.5], 'bandpass', fs=1000, output='sos') for (1, 10), (2, 10), (3, 20), (4, 40)
        assertResponse(
                Elliptic.bandPass(1, 0.5, 10, 9.5, 11.5, 1000),
                0.3068404229049324,
                0.46118258615916174,
                0.8912509381337339,
                0.3113241131192243,
                0.9997241909385199,
                -0.016605209749883446,
                0.7962812143806861,
                -0.4027622648723548,
                0.044835832400619204,
                -0.20694342350884862);
        assertResponse(
                Elliptic.bandPass(2, 0.5, 10, 9.5, 11.5, 1000),
                0.23740761963662302,
                -0.06749672244817609,
                0.45005938438989335,
                0.8298779962478272,
                0.9439102471620945,
                -0.03126881607205795,
                -0.14650164795993817,
                -0.4828442181193932,
                0.30815542217217745,
                0.026296590159042454);
        assertResponse(
                Elliptic.bandPass(3, 0.5, 20, 9.5, 11.5, 1000),
                0.021656464849343367,
                0.07321198308774976,
                -0.5072691051084074,
                0.7961965794558243,
                0.9960928203229655,
                -0.07756994359319432,
                -0.06873864342161418,
                0.036823917775934266,
                0.002518423702312188,
                -0.027167210861644718);
        assertResponse(
                Elliptic.bandPass(4, 0.5, 40, 9.5, 11.5, 1000),
                0.0016610420737441269,
                -0.00047710439643390144,
                -0.894671969316711,
                -0.3013519627505896,
                0.9399449708121609,
                -0.10259584178235524,
                0.025514647237004206,
                0.04307373190380997,
                0.009007136479126552,
                0.0008075438428848804);
    }

    @ParameterizedTest
    @CsvSource({"10, 1000, 2", "20, 1000, 3", "40, 1000, 4", "60, 1000, 5", "10, 256, 2", "60, 256, 5"})
    void ellipticHasScipysLeastOrder(double attenuationDb, double rateHz, int order) {
        // sg.ellipord([9.5, 11.5], [8.5, 12.5], .5, att, fs=rate)
        assertThat(Elliptic.leastOrder(9.5, 11.5, 8.5, 12.5, 0.5, attenuationDb, rateHz))
                .isEqualTo(order);
    }

    @ParameterizedTest
    @CsvSource({"1, 250", "2, 250", "4, 1000", "5, 500"})
    void butterworthFiltersAsIirj(int order, double rateHz) {
        uk.me.berndporr.iirj.Butterworth reference = new uk.me.berndporr.iirj.Butterworth();
        reference.bandPass(order, rateHz, 10.5, 5);
        long seed = order;
        Random random = new Random(seed);
        double[] x = new double[2000];
        double[] expected = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            x[i] = random.nextGaussian();
            expected[i] = reference.filter(x[i]);
        }
        double[] y = Butterworth.bandPass(order, 8, 13, rateHz).filter(x, 0);
        for (int i = 0; i < x.length; i++) {
            assertThat(y[i]).as("seed %d", seed).isCloseTo(expected[i], within(1e-9));
        }
    }

    @Test
    void aSettledFilterStaysSettled() {
        SecondOrderSections filter = Elliptic.bandPass(3, 0.5, 20, 9.5, 11.5, 1000);
        double[] constant = new double[500];
        Arrays.fill(constant, 4200);
        double gain = filter.response(0, 1000).re();
        for (double v : filter.filter(constant, 4200)) {
            assertThat(v).isCloseTo(4200 * gain, within(1e-6));
        }
    }

    @Test
    void refusesBandsThatCannotBe() {
        assertThatThrownBy(() -> Butterworth.bandPass(2, 8, 130, 250))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("band 8.0 to 130.0 Hz: must be 0 < low < high < 125.0 Hz, half the rate");
        assertThatThrownBy(() -> Butterworth.bandPass(2, Double.NaN, 13, 250)).hasMessageContaining("must be 0 < low");
        assertThatThrownBy(() -> Butterworth.bandPass(2, 8, 13, 0)).hasMessage("rateHz = 0.0: must be > 0");
        assertThatThrownBy(() -> Butterworth.bandPass(0, 8, 13, 250)).hasMessage("order = 0: must be 1 to 50");
        assertThatThrownBy(() -> ChebyshevI.bandPass(2, 0, 8, 13, 250)).hasMessage("rippleDb = 0.0: must be > 0");
        assertThatThrownBy(() -> Elliptic.bandPass(2, 1, 0.5, 8, 13, 250))
                .hasMessageContaining("must be 0 < rippleDb < attenuationDb");
        assertThatThrownBy(() -> Elliptic.leastOrder(9, 12, 10, 13, 0.5, 10, 250))
                .hasMessageContaining("must lie inside the stop edges");
    }

    private static void assertSections(SecondOrderSections filter, double[][] expected) {
        assertThat(filter.count()).isEqualTo(expected.length);
        for (int i = 0; i < expected.length; i++) {
            assertThat(filter.section(i)).containsExactly(expected[i], within(1e-12));
        }
    }

    private static void assertResponse(SecondOrderSections filter, double... expected) {
        for (int i = 0; i < HZ.length; i++) {
            Complex response = filter.response(HZ[i], 1000);
            assertThat(response.re()).as("at %s Hz", HZ[i]).isCloseTo(expected[2 * i], within(1e-10));
            assertThat(response.im()).as("at %s Hz", HZ[i]).isCloseTo(expected[2 * i + 1], within(1e-10));
        }
    }
}
