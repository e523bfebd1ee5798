package org.phasor.lsl.liblsl;

import org.phasor.lsl.TimeCorrection;

/** Asks liblsl for the clock offset on a thread of its own: the first answer takes a while, and a call waits for it. */
final class NativeTimeSync {

    private static final double CALL_SECONDS = 0.1;
    private static final long PAUSE_MS = 250;

    private final NativeHandle inlet;
    private final Thread thread;
    private volatile TimeCorrection newest;
    private volatile boolean closed;

    NativeTimeSync(NativeHandle inlet, String name) {
        this.inlet = inlet;
        thread = new Thread(this::run, "liblsl-time-" + name);
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    TimeCorrection newest() {
        return newest;
    }

    /** After a recovery the old offset means nothing. */
    void forget() {
        newest = null;
    }

    private void run() {
        double[] remoteSeconds = new double[1];
        double[] uncertainty = new double[1];
        int[] errorCode = new int[1];
        try {
            while (!closed && inlet.enter()) {
                double offset;
                try {
                    offset = LiblslFunctions.lsl_time_correction_ex(
                            inlet.pointer(), remoteSeconds, uncertainty, CALL_SECONDS, errorCode);
                } finally {
                    inlet.leave();
                }
                if (errorCode[0] == LiblslFunctions.LOST) {
                    return;
                }
                if (errorCode[0] == 0) {
                    newest = new TimeCorrection(offset, uncertainty[0], remoteSeconds[0]);
                }
                Thread.sleep(errorCode[0] == 0 ? PAUSE_MS : 1);
                errorCode[0] = 0;
            }
        } catch (InterruptedException e) {
            // Only close() interrupts.
        }
    }

    void close() {
        closed = true;
        thread.interrupt();
    }
}
