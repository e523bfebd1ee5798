package org.phasor.dsp.estimator;

import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.phasor.acquisition.Sample;
import org.phasor.dsp.ConditioningSettings;
import org.phasor.dsp.PhaseEstimate;
import org.phasor.dsp.RefreshRunner;
import org.phasor.dsp.SignalSettings;
import org.phasor.lsl.ChannelInfo;
import org.phasor.lsl.StreamInfo;

/** A chain on a stream of one channel, with what came out of it for the newest sample. */
final class ChainRun {

    final SignalChain chain;
    final PhaseEstimate out = new PhaseEstimate();
    final Sample sample = new Sample(1);
    private final double rateHz;

    ChainRun(double peakHz, double rateHz, double lookAheadSeconds, ConditioningSettings conditioning) {
        this.rateHz = rateHz;
        SignalSettings settings = settings(peakHz).withConditioning(conditioning);
        chain = SignalChain.of(settings, stream(rateHz), lookAheadSeconds, RefreshRunner.INLINE);
    }

    static SignalSettings settings(double peakHz) {
        return new SignalSettings(
                "s",
                Map.of("C3", 1.0),
                peakHz - 2.5,
                peakHz + 2.5,
                OptionalDouble.of(peakHz),
                "echt",
                OptionalDouble.empty());
    }

    static StreamInfo stream(double rateHz) {
        return StreamInfo.builder("amp", "EEG")
                .channels(List.of(new ChannelInfo("C3", "microvolts", "EEG")))
                .nominalRateHz(rateHz)
                .build();
    }

    static long nanos(long index, double rateHz) {
        return 1_000_000_000L + Math.round(index * 1e9 / rateHz);
    }

    PhaseEstimate take(long index, double value, int flags) {
        sample.index = index;
        sample.timeNanos = nanos(index, rateHz);
        sample.values[0] = value;
        sample.flags = flags;
        out.poison();
        chain.take(sample, out);
        return out;
    }
}
