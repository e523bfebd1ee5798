package org.phasor.dsp;

import org.phasor.acquisition.Sample;
import org.phasor.lsl.ChannelFormat;
import org.phasor.lsl.StreamInfo;

/**
 * From raw channels to one signal in microvolts: a weighted sum, less its drift. Called by the loop thread once for every
 * sample, in order; allocates nothing after construction.
 *
 * <p>A value cannot be used, and is NaN, when the sample's stamp means nothing ({@link Sample#UNANCHORED}) or a used channel is
 * not finite. After such a value and after a {@link Sample#GAP} the drift's average starts anew: the sample behind a gap is
 * itself good, and is the first of the new average.
 */
public final class Conditioning {

    private final SpatialFilter spatial;
    private final DriftRemoval drift;

    private Conditioning(SpatialFilter spatial, DriftRemoval drift) {
        this.spatial = spatial;
        this.drift = drift;
    }

    /**
     * Binds the settings' labels to a stream's channels, and their units to microvolts.
     *
     * @throws IllegalArgumentException in one line, when a label is missing or not unique, or the stream has no regular rate or
     *     no numbers
     */
    public static Conditioning of(SignalSettings settings, StreamInfo info) {
        if (!(info.nominalRateHz() > 0)) {
            throw new IllegalArgumentException("stream '" + info.name() + "' has no regular rate (nominal_srate = "
                    + info.nominalRateHz() + "): must be > 0 Hz");
        }
        if (info.format() == ChannelFormat.STRING) {
            throw new IllegalArgumentException("stream '" + info.name() + "' has text, not numbers: signal '"
                    + settings.name() + "' needs numbers");
        }
        return new Conditioning(
                SpatialFilter.of(settings.spatial(), info),
                new DriftRemoval(settings.centreHz(), info.nominalRateHz()));
    }

    /** Which used channels have no known unit and are taken as microvolts; empty when all units are known. */
    public String unitNote() {
        return spatial.unitNote();
    }

    /** The weighted sum of a sample's raw values in microvolts, drift included: what an offline truth is made of. */
    public double weighted(double[] values) {
        return spatial.apply(values);
    }

    /** Writes the whole signal for a sample. */
    public void condition(Sample in, Signal out) {
        out.afterGap = in.has(Sample.GAP);
        double value = weighted(in.values);
        boolean usable = Double.isFinite(value) && !in.has(Sample.UNANCHORED);
        if (out.afterGap || !usable) {
            drift.restart();
        }
        out.faults = (out.afterGap ? SignalFault.GAP.bit() : 0) | (usable ? 0 : SignalFault.NOT_FINITE.bit());
        out.rawMicrovolts = usable ? value : Double.NaN;
        out.neighbourMicrovolts = Double.NaN;
        out.microvolts = usable ? drift.remove(value) : Double.NaN;
    }
}
