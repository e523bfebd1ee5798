package org.phasor.dsp.estimator;

/**
 * Arithmetic of small square matrices by rows, and the two steady states of linear Gaussian models. Results are new arrays.
 * Offline.
 */
final class SmallMatrix {

    private static final int MOST_DOUBLINGS = 60;

    private SmallMatrix() {}

    static double[][] identity(int n) {
        double[][] identity = new double[n][n];
        for (int i = 0; i < n; i++) {
            identity[i][i] = 1;
        }
        return identity;
    }

    static double[][] product(double[][] a, double[][] b) {
        int n = a.length;
        double[][] product = new double[n][n];
        for (int i = 0; i < n; i++) {
            for (int k = 0; k < n; k++) {
                double factor = a[i][k];
                for (int j = 0; j < n; j++) {
                    product[i][j] += factor * b[k][j];
                }
            }
        }
        return product;
    }

    static double[][] transposed(double[][] a) {
        int n = a.length;
        double[][] transposed = new double[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                transposed[j][i] = a[i][j];
            }
        }
        return transposed;
    }

    /** {@code a + factor * b}. */
    static double[][] sum(double[][] a, double factor, double[][] b) {
        int n = a.length;
        double[][] sum = new double[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                sum[i][j] = a[i][j] + factor * b[i][j];
            }
        }
        return sum;
    }

    /** {@code a b a'}, made symmetric: what a covariance b becomes by a. */
    static double[][] carried(double[][] a, double[][] b) {
        return symmetric(product(product(a, b), transposed(a)));
    }

    static double[][] symmetric(double[][] a) {
        return sum(scaled(a, 0.5), 0.5, transposed(a));
    }

    /** Each column times each row: {@code column row'}. */
    static double[][] outer(double[] column, double[] row) {
        double[][] outer = new double[column.length][row.length];
        for (int i = 0; i < column.length; i++) {
            for (int j = 0; j < row.length; j++) {
                outer[i][j] = column[i] * row[j];
            }
        }
        return outer;
    }

    static double[] product(double[][] a, double[] x) {
        double[] product = new double[a.length];
        for (int i = 0; i < a.length; i++) {
            product[i] = dot(a[i], x);
        }
        return product;
    }

    static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    /**
     * By elimination with row exchanges.
     *
     * @throws IllegalArgumentException when the matrix is singular or holds a number that is not finite
     */
    static double[][] inverse(double[][] a) {
        int n = a.length;
        double[][] left = scaled(a, 1);
        double[][] inverse = identity(n);
        for (int column = 0; column < n; column++) {
            int pivot = column;
            for (int row = column + 1; row < n; row++) {
                if (Math.abs(left[row][column]) > Math.abs(left[pivot][column])) {
                    pivot = row;
                }
            }
            exchange(left, column, pivot);
            exchange(inverse, column, pivot);
            double divisor = left[column][column];
            if (!(Math.abs(divisor) > 0 && Math.abs(divisor) < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException("matrix of " + n + " rows: singular at column " + column);
            }
            for (int j = 0; j < n; j++) {
                left[column][j] /= divisor;
                inverse[column][j] /= divisor;
            }
            for (int row = 0; row < n; row++) {
                double factor = left[row][column];
                if (row != column && factor != 0) {
                    for (int j = 0; j < n; j++) {
                        left[row][j] -= factor * left[column][j];
                        inverse[row][j] -= factor * inverse[column][j];
                    }
                }
            }
        }
        return inverse;
    }

    /**
     * The steady covariance p of a state before it is measured: {@code p = f p f' + q} less what measuring
     * {@code m' state} with noise of variance r takes away (the discrete algebraic Riccati equation). By structure-preserving
     * doubling (Chu, Fan, Lin and Wang 2004, Int J Control 77:767), then a step of the recursion itself to take off rounding.
     *
     * @param q positive definite
     * @throws IllegalArgumentException when it does not settle
     */
    static double[][] riccati(double[][] f, double[][] q, double[] m, double r) {
        double[][] a = transposed(f);
        double[][] g = scaled(outer(m, m), 1 / r);
        double[][] h = q;
        for (int i = 0; i < MOST_DOUBLINGS; i++) {
            double[][] w = inverse(sum(identity(m.length), 1, product(g, h)));
            double[][] wa = product(w, a);
            double[][] grown = product(transposed(a), product(h, wa));
            double[][] next = symmetric(sum(h, 1, grown));
            g = symmetric(sum(g, 1, product(product(a, product(w, g)), transposed(a))));
            a = product(a, wa);
            h = next;
            if (settled(grown, next)) {
                return sum(carried(f, measured(h, m, r)), 1, q);
            }
        }
        throw new IllegalArgumentException("covariance of " + m.length + " states: does not settle");
    }

    /** The covariance p after {@code m' state} was measured with noise of variance r. */
    static double[][] measured(double[][] p, double[] m, double r) {
        double[] pm = product(p, m);
        return symmetric(sum(p, -1 / (dot(m, pm) + r), outer(pm, pm)));
    }

    /** The p with {@code p = j p j' + q}, for a j that shrinks; by doubling. */
    static double[][] lyapunov(double[][] j, double[][] q) {
        double[][] a = j;
        double[][] p = q;
        for (int i = 0; i < MOST_DOUBLINGS; i++) {
            double[][] grown = carried(a, p);
            p = sum(p, 1, grown);
            if (settled(grown, p)) {
                return p;
            }
            a = product(a, a);
        }
        throw new IllegalArgumentException("covariance of " + j.length + " states: does not settle");
    }

    private static boolean settled(double[][] grown, double[][] covariance) {
        double whole = Math.abs(trace(covariance));
        return whole < Double.POSITIVE_INFINITY && Math.abs(trace(grown)) <= 1e-16 * whole;
    }

    static double trace(double[][] a) {
        double trace = 0;
        for (int i = 0; i < a.length; i++) {
            trace += a[i][i];
        }
        return trace;
    }

    private static double[][] scaled(double[][] a, double factor) {
        double[][] scaled = new double[a.length][];
        for (int i = 0; i < a.length; i++) {
            scaled[i] = a[i].clone();
            for (int j = 0; j < scaled[i].length; j++) {
                scaled[i][j] *= factor;
            }
        }
        return scaled;
    }

    private static void exchange(double[][] rows, int a, int b) {
        double[] row = rows[a];
        rows[a] = rows[b];
        rows[b] = row;
    }
}
