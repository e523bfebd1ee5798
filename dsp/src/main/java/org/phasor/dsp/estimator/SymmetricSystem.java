package org.phasor.dsp.estimator;

/**
 * Solves symmetric positive definite systems in place, by Cholesky's method with rows of dot products: the matrix stands once, and
 * nothing is allocated. One thread.
 */
final class SymmetricSystem {

    private static final int TOGETHER = 4;

    private final int n;
    /** The lower triangle by rows; overwritten by its root. */
    final double[][] rows;

    SymmetricSystem(int n) {
        this.n = n;
        rows = new double[n][];
        for (int i = 0; i < n; i++) {
            rows[i] = new double[i + 1];
        }
    }

    int size() {
        return n;
    }

    /** Overwrites the matrix by its root; false when it is not positive definite. */
    boolean factor() {
        for (int i = 0; i < n; i += TOGETHER) {
            boolean together = i + TOGETHER <= n;
            if (together) {
                factorTogether(i);
            }
            int end = Math.min(n, i + TOGETHER);
            for (int row = i; row < end; row++) {
                if (!factorRow(row, together ? i : 0)) {
                    return false;
                }
            }
        }
        return true;
    }

    /** Four rows up to the column of the first: each earlier row is read once for all of them, since reading is what takes time. */
    private void factorTogether(int first) {
        double[] a = rows[first];
        double[] b = rows[first + 1];
        double[] c = rows[first + 2];
        double[] d = rows[first + 3];
        for (int j = 0; j < first; j++) {
            double[] other = rows[j];
            double sumA = 0;
            double sumB = 0;
            double sumC = 0;
            double sumD = 0;
            for (int k = 0; k < j; k++) {
                double value = other[k];
                sumA += a[k] * value;
                sumB += b[k] * value;
                sumC += c[k] * value;
                sumD += d[k] * value;
            }
            a[j] = (a[j] - sumA) / other[j];
            b[j] = (b[j] - sumB) / other[j];
            c[j] = (c[j] - sumC) / other[j];
            d[j] = (d[j] - sumD) / other[j];
        }
    }

    private boolean factorRow(int i, int fromColumn) {
        double[] row = rows[i];
        for (int j = fromColumn; j < i; j++) {
            double[] other = rows[j];
            row[j] = (row[j] - DotProduct.of(row, 0, other, 0, j)) / other[j];
        }
        double rest = row[i] - DotProduct.of(row, 0, row, 0, i);
        if (!(rest > 0 && rest < Double.POSITIVE_INFINITY)) {
            return false;
        }
        row[i] = Math.sqrt(rest);
        return true;
    }

    /** Overwrites a right-hand side by its solution, once factored. */
    void solve(double[] x) {
        for (int i = 0; i < n; i++) {
            x[i] = (x[i] - DotProduct.of(rows[i], 0, x, 0, i)) / rows[i][i];
        }
        for (int i = n - 1; i >= 0; i--) {
            double[] row = rows[i];
            double value = x[i] / row[i];
            x[i] = value;
            for (int k = 0; k < i; k++) {
                x[k] -= row[k] * value;
            }
        }
    }
}
