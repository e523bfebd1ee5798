package org.phasor.trigger;

/** Whether one signal's amplitude lies in a window, this frame included. For the loop thread. */
final class AmplitudeGate {

    private final AmplitudeWindow window;
    private final RecentAmplitudes past;
    private final double hysteresis;
    private double lowMicrovolts = Double.NaN;
    private double highMicrovolts = Double.NaN;
    private boolean open;
    private Reason reason = Reason.AMPLITUDE_UNKNOWN;

    /** @param past to be fed by the caller, before {@link #take} */
    AmplitudeGate(AmplitudeWindow window, RecentAmplitudes past, double hysteresis) {
        this.window = window;
        this.past = past;
        this.hysteresis = hysteresis;
        if (window.unit() == AmplitudeWindow.Unit.MICROVOLTS) {
            lowMicrovolts = window.low();
            highMicrovolts = window.high();
        }
    }

    /**
     * Judges one frame.
     *
     * @param amplitudeMicrovolts NaN when the frame has none: the gate closes
     */
    void take(double amplitudeMicrovolts) {
        if (window.unit() == AmplitudeWindow.Unit.PERCENTILE && past.changed()) {
            double low = past.percentile(window.low());
            // Percentile 0 is no bound: an amplitude below all of the past is not too low for it.
            lowMicrovolts = window.low() == 0 && !Double.isNaN(low) ? 0 : low;
            highMicrovolts = window.bounded() ? past.percentile(window.high()) : Double.POSITIVE_INFINITY;
        }
        double slack = open ? hysteresis : 1;
        if (Double.isNaN(lowMicrovolts)) {
            reason = Reason.AMPLITUDE_UNKNOWN;
            open = false;
        } else if (!(amplitudeMicrovolts >= lowMicrovolts * slack)) {
            reason = Reason.AMPLITUDE_LOW;
            open = false;
        } else {
            reason = Reason.AMPLITUDE_HIGH;
            open = amplitudeMicrovolts <= highMicrovolts / slack;
        }
    }

    /** Whether the frame last taken in lies in the window. */
    boolean isOpen() {
        return open;
    }

    /** Why it is closed, when it is. */
    Reason whyClosed() {
        return reason;
    }

    /** What the amplitude has to reach; NaN while too little of the past is known. */
    double thresholdMicrovolts() {
        return lowMicrovolts;
    }
}
