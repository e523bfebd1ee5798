package org.phasor.dsp.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/** FIR band-passes against scipy 1.17. */
class FirBandPassTest {

    @Test
    void hammingHasScipysTaps() {
        // sg.firwin(n, [8, 13], pass_zero=False, fs=100, window='hamming') for 9 and 8
        assertThat(FirBandPass.hamming(9, 8, 13, 100))
                .containsExactly(
                        new double[] {
                            -0.028244815761863724,
                            -0.03538394233121675,
                            0.056890296402995776,
                            0.2932445086204348,
                            0.4306791229615322,
                            0.2932445086204348,
                            0.056890296402995776,
                            -0.03538394233121675,
                            -0.028244815761863724
                        },
                        within(1e-14));
        assertThat(FirBandPass.hamming(8, 8, 13, 100))
                .containsExactly(
                        new double[] {
                            -0.023662834493676125,
                            -0.008952289708710514,
                            0.16158431831378,
                            0.41714919933816125,
                            0.41714919933816125,
                            0.16158431831378,
                            -0.008952289708710514,
                            -0.023662834493676125
                        },
                        within(1e-14));
    }

    @Test
    void leastSquaresHasScipysTaps() {
        // sg.firls(11, [0, 6, 9, 11, 14, 50], [0, 0, 1, 1, 0, 0], fs=100)
        assertThat(FirBandPass.leastSquares(11, 6, 9, 11, 14, 100))
                .containsExactly(
                        new double[] {
                            -0.07516837254431254,
                            -0.06703984598034413,
                            -0.028593636791730853,
                            0.025721918753535092,
                            0.07263177939190933,
                            0.09107825926467188,
                            0.07263177939190933,
                            0.025721918753535092,
                            -0.028593636791730853,
                            -0.06703984598034413,
                            -0.07516837254431254
                        },
                        within(1e-13));
        // sg.firls(477, [0, 6.5, 9.5, 11.5, 14.5, 500], [0, 0, 1, 1, 0, 0], fs=1000)[[0, 100, 238]]
        double[] h = FirBandPass.leastSquares(477, 6.5, 9.5, 11.5, 14.5, 1000);
        assertThat(h[0]).isCloseTo(4.733234928287407e-05, within(1e-12));
        assertThat(h[100]).isCloseTo(-0.002949457426120159, within(1e-12));
        assertThat(h[238]).isCloseTo(0.0091024659769735, within(1e-12));
    }

    @Test
    void refusesWhatCannotBe() {
        assertThatThrownBy(() -> FirBandPass.hamming(2, 8, 13, 100)).hasMessage("taps = 2: must be 3 to 100000");
        assertThatThrownBy(() -> FirBandPass.leastSquares(10, 6, 9, 11, 14, 100))
                .hasMessage("taps = 10: must be odd, 3 to 5001");
        assertThatThrownBy(() -> FirBandPass.leastSquares(11, 9, 9, 11, 14, 100))
                .hasMessageContaining("must lie inside the stop edges 9.0 and 14.0 Hz");
        assertThatThrownBy(() -> FirBandPass.leastSquares(11, 0, 9, 11, 14, 100))
                .hasMessageContaining("must be 0 < low");
    }
}
