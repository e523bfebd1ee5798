package org.phasor.dsp.filter;

/**
 * Elliptic integrals of the first kind, by parameter {@code m = k²}.
 *
 * <p>Complete: arithmetic-geometric mean (Abramowitz and Stegun 17.6). Incomplete: Carlson's R_F by duplication.
 */
final class EllipticIntegrals {

    private EllipticIntegrals() {}

    /** K(m), 0 <= m < 1. */
    static double complete(double m) {
        return complementary(1 - m);
    }

    /** K(1 − m), precise for small m. */
    static double complementary(double m) {
        double a = 1;
        double g = StrictMath.sqrt(m);
        for (int i = 0; i < 60 && StrictMath.abs(a - g) > 1e-16 * a; i++) {
            double mean = (a + g) / 2;
            g = StrictMath.sqrt(a * g);
            a = mean;
        }
        return StrictMath.PI / (a + g);
    }

    /** F(φ | m) for 0 <= φ < π/2. */
    static double incomplete(double phiRad, double m) {
        double sine = StrictMath.sin(phiRad);
        double cosine = StrictMath.cos(phiRad);
        double x = cosine * cosine;
        double y = x + (1 - m) * sine * sine;
        double z = 1;
        double mean = (x + y + z) / 3;
        for (int i = 0; i < 100; i++) {
            double lambda = StrictMath.sqrt(x * y) + StrictMath.sqrt(y * z) + StrictMath.sqrt(z * x);
            x = (x + lambda) / 4;
            y = (y + lambda) / 4;
            z = (z + lambda) / 4;
            mean = (x + y + z) / 3;
            if (StrictMath.max(StrictMath.abs(x - mean), StrictMath.abs(z - mean)) < 1e-9 * mean) {
                break;
            }
        }
        // At this distance the next term of the series is below 1e-18.
        return sine / StrictMath.sqrt(mean);
    }

    /** The m for which {@code n K(m)/K'(m) = K(m1)/K'(m1)}: Orfanidis' degree equation, solved by nomes. */
    static double degreeModulus(int n, double m1) {
        double q = StrictMath.exp(-StrictMath.PI * complementary(m1) / complete(m1) / n);
        double above = 1;
        double below = 1;
        for (int i = 1; i <= 8; i++) {
            above += StrictMath.pow(q, i * (i + 1.0));
            below += 2 * StrictMath.pow(q, (double) i * i);
        }
        return 16 * q * StrictMath.pow(above / below, 4);
    }
}
