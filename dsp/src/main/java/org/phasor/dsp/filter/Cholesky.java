package org.phasor.dsp.filter;

/** Solves symmetric positive definite systems. Offline. */
public final class Cholesky {

    private Cholesky() {}

    /**
     * The x with {@code matrix x = right}. Overwrites the lower triangle of the matrix.
     *
     * @throws IllegalArgumentException when the matrix is not positive definite
     */
    public static double[] solve(double[][] matrix, double[] right) {
        factorise(matrix);
        return solveFactorised(matrix, right);
    }

    /**
     * Overwrites the lower triangle of the matrix with its factor, for {@link #solveFactorised}.
     *
     * @throws IllegalArgumentException when the matrix is not positive definite
     */
    public static void factorise(double[][] matrix) {
        int n = matrix.length;
        for (int i = 0; i < n; i++) {
            for (int j = 0; j <= i; j++) {
                double sum = matrix[i][j];
                for (int k = 0; k < j; k++) {
                    sum -= matrix[i][k] * matrix[j][k];
                }
                if (i == j) {
                    if (!(sum > 0)) {
                        throw new IllegalArgumentException(
                                "matrix of " + n + " rows: not positive definite at row " + i);
                    }
                    matrix[i][i] = StrictMath.sqrt(sum);
                } else {
                    matrix[i][j] = sum / matrix[j][j];
                }
            }
        }
    }

    /** The x for one more right side of a matrix that {@link #factorise} went over. */
    public static double[] solveFactorised(double[][] factor, double[] right) {
        int n = right.length;
        double[] x = right.clone();
        for (int i = 0; i < n; i++) {
            for (int k = 0; k < i; k++) {
                x[i] -= factor[i][k] * x[k];
            }
            x[i] /= factor[i][i];
        }
        for (int i = n - 1; i >= 0; i--) {
            for (int k = i + 1; k < n; k++) {
                x[i] -= factor[k][i] * x[k];
            }
            x[i] /= factor[i][i];
        }
        return x;
    }
}
