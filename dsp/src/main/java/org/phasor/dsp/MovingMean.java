package org.phasor.dsp;

import java.util.Arrays;

/**
 * The mean of the newest N values, or of all while they are fewer. One thread. Allocates nothing after construction.
 *
 * <p>Its running sum does not drift: while values come in, a second sum collects them from 0, and whenever it holds N it
 * replaces the running one, so rounding never gathers over more than 2 N additions.
 */
public final class MovingMean {

    private final double[] newest;
    private int next;
    private int count;
    private double sum;
    private double sumSinceWrap;

    public MovingMean(int length) {
        newest = new double[length];
    }

    public int length() {
        return newest.length;
    }

    public void restart() {
        next = 0;
        count = 0;
        sum = 0;
        sumSinceWrap = 0;
    }

    /** As if this value had come N times. */
    public void restartFilledWith(double value) {
        restart();
        Arrays.fill(newest, value);
        count = newest.length;
        sum = value * newest.length;
    }

    /** Takes in a finite value and gives the mean. */
    public double add(double value) {
        if (count == newest.length) {
            sum -= newest[next];
        } else {
            count++;
        }
        newest[next] = value;
        sum += value;
        sumSinceWrap += value;
        if (++next == newest.length) {
            next = 0;
            sum = sumSinceWrap;
            sumSinceWrap = 0;
        }
        return sum / count;
    }
}
