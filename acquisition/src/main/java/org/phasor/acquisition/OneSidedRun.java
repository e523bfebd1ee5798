package org.phasor.acquisition;

/** Residuals in a row that lie on one side of the line, further off than a bound. */
final class OneSidedRun {

    private long length;
    private double sum;

    /** Counts a residual, or ends the run when it is within the bound; one on the other side begins a new run. */
    void add(double residual, double bound) {
        if (Math.abs(residual) <= bound) {
            clear();
            return;
        }
        if (sum * residual < 0) {
            clear();
        }
        length++;
        sum += residual;
    }

    void clear() {
        length = 0;
        sum = 0;
    }

    long length() {
        return length;
    }

    double mean() {
        return sum / length;
    }
}
