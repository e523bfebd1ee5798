package org.phasor.dsp.filter;

/** The Jacobi elliptic functions sn, cn, dn at one place, by descending Landen steps (Abramowitz and Stegun 16.4). */
record JacobiFunctions(double sn, double cn, double dn) {

    private static final int STEPS = 12;

    /**
     * @param u the argument
     * @param m the parameter k², 0 <= m < 1
     */
    static JacobiFunctions of(double u, double m) {
        double[] a = new double[STEPS + 1];
        double[] c = new double[STEPS + 1];
        a[0] = 1;
        c[0] = StrictMath.sqrt(m);
        double b = StrictMath.sqrt(1 - m);
        int last = 0;
        while (last < STEPS && StrictMath.abs(c[last]) > 1e-17) {
            a[last + 1] = (a[last] + b) / 2;
            c[last + 1] = (a[last] - b) / 2;
            b = StrictMath.sqrt(a[last] * b);
            last++;
        }
        double phi = a[last] * u * (1 << last);
        for (int i = last; i > 0; i--) {
            phi = (phi + StrictMath.asin(c[i] / a[i] * StrictMath.sin(phi))) / 2;
        }
        double sine = StrictMath.sin(phi);
        return new JacobiFunctions(sine, StrictMath.cos(phi), StrictMath.sqrt(1 - m * sine * sine));
    }
}
