package org.phasor.acquisition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import org.junit.jupiter.api.Test;

class SeededNormalsTest {

    /** Computed by hand from the algorithm as the type's comment states it. */
    @Test
    void followTheirSpecification() {
        SeededNormals uniforms = new SeededNormals(1, 0);
        assertThat(uniforms.nextUniform()).isEqualTo(0.2558852031320078);
        assertThat(uniforms.nextUniform()).isEqualTo(0.08832385701148338);
        SeededNormals normals = new SeededNormals(1, 0);
        double[] expected = {-0.21329067574526264, -0.3596942252284138, -1.7289946697829648, 0.5470206521202408};
        for (double x : expected) {
            assertThat(normals.nextNormal()).isCloseTo(x, offset(1e-15));
        }
    }

    @Test
    void areNormal() {
        SeededNormals normals = new SeededNormals(42, 0);
        int n = 1_000_000;
        double sum = 0;
        double squares = 0;
        double fourths = 0;
        int beyondTwo = 0;
        double neighbours = 0;
        double previous = 0;
        for (int i = 0; i < n; i++) {
            double x = normals.nextNormal();
            sum += x;
            squares += x * x;
            fourths += x * x * x * x;
            beyondTwo += Math.abs(x) > 2 ? 1 : 0;
            neighbours += x * previous;
            previous = x;
        }
        assertThat(sum / n).isCloseTo(0, offset(0.004));
        assertThat(squares / n).isCloseTo(1, offset(0.006));
        assertThat(fourths / n).isCloseTo(3, offset(0.04));
        assertThat((double) beyondTwo / n).isCloseTo(0.0455, offset(0.001));
        assertThat(neighbours / n).isCloseTo(0, offset(0.004));
    }

    @Test
    void ofOtherSeedsAndStreamsAreUnrelated() {
        long[][] pairs = {{1, 0, 1, 1}, {1, 0, 2, 0}, {0, 1, 1, 0}, {7, 3, 7, 4}};
        for (long[] pair : pairs) {
            SeededNormals a = new SeededNormals(pair[0], (int) pair[1]);
            SeededNormals b = new SeededNormals(pair[2], (int) pair[3]);
            double product = 0;
            for (int i = 0; i < 100_000; i++) {
                product += a.nextNormal() * b.nextNormal();
            }
            assertThat(product / 100_000).isCloseTo(0, offset(0.015));
        }
    }

    @Test
    void areUniformWithinZeroAndOne() {
        SeededNormals numbers = new SeededNormals(3, 9);
        double sum = 0;
        for (int i = 0; i < 100_000; i++) {
            double u = numbers.nextUniform();
            assertThat(u).isBetween(0.0, 1 - 0x1p-53);
            sum += u;
        }
        assertThat(sum / 100_000).isCloseTo(0.5, offset(0.004));
    }
}
