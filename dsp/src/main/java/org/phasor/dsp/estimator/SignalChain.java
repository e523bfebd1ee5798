package org.phasor.dsp.estimator;

import org.phasor.acquisition.Sample;
import org.phasor.dsp.Conditioning;
import org.phasor.dsp.PhaseEstimate;
import org.phasor.dsp.PhaseEstimator;
import org.phasor.dsp.RefreshRunner;
import org.phasor.dsp.Signal;
import org.phasor.dsp.SignalSettings;
import org.phasor.lsl.StreamInfo;

/**
 * One signal from raw sample to phase: conditioning, the estimator, what a calibration corrects. A pure function of the samples
 * and of the pulses it was told of. Called by the loop thread; allocates nothing after construction.
 */
public final class SignalChain {

    private final Conditioning conditioning;
    private final PhaseEstimator estimator;
    private final Signal signal = new Signal();

    private SignalChain(Conditioning conditioning, PhaseEstimator estimator) {
        this.conditioning = conditioning;
        this.estimator = estimator;
    }

    /**
     * @param lookAheadSeconds how far ahead of a sample's own time the phase is wanted, 0 to 1
     * @param refresh where the estimator's slow computations run
     * @throws IllegalArgumentException in one line, when the settings cannot be, or do not fit the stream
     */
    public static SignalChain of(
            SignalSettings settings, StreamInfo info, double lookAheadSeconds, RefreshRunner refresh) {
        Conditioning conditioning = Conditioning.of(settings, info);
        return new SignalChain(
                conditioning, PhaseEstimators.create(settings, info.nominalRateHz(), lookAheadSeconds, refresh));
    }

    /** Which used channels have no known unit and are taken as microvolts; empty when all units are known. */
    public String unitNote() {
        return conditioning.unitNote();
    }

    /** Takes in a sample and writes the whole estimate. */
    public void take(Sample sample, PhaseEstimate out) {
        conditioning.condition(sample, signal);
        estimator.estimate(signal, out);
        out.faults = signal.faults;
    }
}
