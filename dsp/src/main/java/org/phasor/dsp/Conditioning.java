package org.phasor.dsp;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.phasor.acquisition.Sample;
import org.phasor.dsp.artefact.AmplitudeCheck;
import org.phasor.dsp.artefact.ArtefactChecks;
import org.phasor.lsl.ChannelFormat;
import org.phasor.lsl.StreamInfo;

/**
 * From raw channels to one signal in microvolts: a weighted sum, re-referenced and looked over for artefacts, through the notches,
 * less its drift. Called by the loop thread once for every sample, in order; allocates nothing after construction.
 *
 * <p>A value cannot be used, and is NaN, when the sample's stamp means nothing ({@link Sample#UNANCHORED}) or a used channel is
 * not finite. After such a value and after a {@link Sample#GAP} all filters start anew: the sample behind a gap is itself good, and
 * is the first of the new average.
 *
 * <p>Around a pulse ({@link #blank}), beyond the amplitude's or the gradient's limit and at the end of the amplifier's range a value
 * is not taken in: the last good one is held in its place, so that nothing can ring in a filter. (Where there is none, just behind
 * a break, the value is NaN.) With the other faults a value is taken in as it is, and the
 * notches and the drift's mean start anew with the first good value behind it. When the amplitude check accepts a new level,
 * that sample is NaN, and all filters start anew; the values behind it are taken in, though they still count as artefacts.
 *
 * <p>Artefacts are looked for in the weighted sum before notches and drift removal; flat lines and the amplifier's range in the
 * channels that the montage or the reference name, not in those that only belong to an average.
 */
public final class Conditioning {

    private static final int HELD = SignalFault.AMPLITUDE.bit() | SignalFault.GRADIENT.bit() | SignalFault.RAIL.bit();

    private final SpatialFilter spatial;
    private final SpatialFilter neighbour;
    private final BridgedChannel channel;
    private final BridgedChannel neighbourChannel;
    private final AmplitudeCheck neighbourAmplitude;
    private final ArtefactChecks checks;
    private final BlankIntervals blanks = new BlankIntervals();
    private final DriftRemoval drift;
    private final Notches notches;
    private final String unitNote;
    private final int decimation;
    private final double rateHz;
    private final long blankBeforeNanos;
    private final long blankAfterNanos;
    /** The filters hold values with faults. */
    private boolean tainted;

    private Conditioning(SignalSettings settings, StreamInfo info) {
        ConditioningSettings conditioning = settings.conditioning();
        rateHz = info.nominalRateHz();
        spatial = SpatialFilter.of(settings.spatial(), conditioning.reference(), conditioning.notEeg(), info);
        neighbour = conditioning
                .neighbour()
                .map(label ->
                        SpatialFilter.of(Map.of(label, 1.0), conditioning.reference(), conditioning.notEeg(), info))
                .orElse(null);
        unitNote = new StreamChannels(info).unitNote(usedChannels());
        notches = new Notches(settings, rateHz);
        channel = new BridgedChannel(notches.make());
        neighbourChannel = new BridgedChannel(notches.make());
        neighbourAmplitude = new AmplitudeCheck(conditioning.artefacts(), rateHz);
        checks = new ArtefactChecks(
                conditioning.artefacts(), rateHz, spatial.namedChannels(), spatial.namedMicrovolts(), notches.make());
        drift = conditioning.driftRemovalMs().isPresent()
                ? DriftRemoval.ofLength(conditioning.driftRemovalMs().getAsDouble(), settings.centreHz(), rateHz)
                : new DriftRemoval(settings.centreHz(), rateHz);
        decimation = Decimator.factor(settings, rateHz);
        blankBeforeNanos = nanos("blank-before-ms", conditioning.blankBeforeMs());
        blankAfterNanos = nanos("blank-after-ms", conditioning.blankAfterMs());
    }

    /**
     * Binds the settings' labels to a stream's channels, and their units to microvolts.
     *
     * @throws IllegalArgumentException in one line, when a label is missing or not unique, the stream has no regular rate or no
     *     numbers, or a setting does not fit the rate or the band
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
        return new Conditioning(settings, info);
    }

    private Set<Integer> usedChannels() {
        Set<Integer> used = new LinkedHashSet<>();
        for (SpatialFilter filter : neighbour == null ? List.of(spatial) : List.of(spatial, neighbour)) {
            for (int channel : filter.channels()) {
                used.add(channel);
            }
        }
        return used;
    }

    private static long nanos(String name, double ms) {
        if (!(ms >= 0 && ms <= 60_000)) {
            throw new IllegalArgumentException(name + " = " + ms + ": must be 0 to 60000");
        }
        return Math.round(ms * 1e6);
    }

    /** Which used channels have no known unit and are taken as microvolts; empty when all units are known. */
    public String unitNote() {
        return unitNote;
    }

    /** The weighted sum of a sample's raw values in microvolts, drift included: what an offline truth is made of. */
    public double weighted(double[] values) {
        return spatial.apply(values);
    }

    /** The estimator sees the mean of so many samples as one; 1: every sample. See {@link Decimator}. */
    public int decimation() {
        return decimation;
    }

    /**
     * By how much the phase of a tone comes to the estimator later than its newest sample: notches and decimation. Negative
     * for a tone above a notch.
     */
    public double delaySeconds(double hz) {
        return notches.delaySeconds(hz) + (decimation - 1) / 2.0 / rateHz;
    }

    /** The part of {@link #delaySeconds} that is in {@link Signal#microvolts} already, at the full rate: the notches'. */
    public double notchDelaySeconds(double hz) {
        return notches.delaySeconds(hz);
    }

    /** Around a pulse on the rig's clock nothing is trusted, by the settings' times before and after. For the loop thread. */
    public void pulse(long pulseNanos) {
        pulses(pulseNanos, pulseNanos);
    }

    /** The same from the first pulse of a pattern to its last, what lies between included. */
    public void pulses(long firstNanos, long lastNanos) {
        blank(firstNanos - blankBeforeNanos, lastNanos + blankAfterNanos);
    }

    /**
     * Samples whose own time is in this closed interval of the rig's clock are not trusted, from the next one on. For the loop
     * thread; several may overlap and lie ahead.
     */
    public void blank(long fromNanos, long toNanos) {
        blanks.add(fromNanos, toNanos);
    }

    /** Writes the whole signal for a sample. */
    public void condition(Sample in, Signal out) {
        out.afterGap = in.has(Sample.GAP);
        out.faults = out.afterGap ? SignalFault.GAP.bit() : 0;
        if (out.afterGap) {
            restart();
        }
        if (in.has(Sample.UNANCHORED)) {
            // Its time means nothing: nobody knows whether it lies in a blank.
            unusable(out, SignalFault.NOT_FINITE.bit());
        } else if (blanks.contains(in.timeNanos)) {
            checks.skip();
            // No pulse makes a value that is no number: a pulse that is not out yet must not hide a dead channel.
            boolean dead = !Double.isFinite(spatial.apply(in.values));
            hold(out, SignalFault.BLANKED.bit() | (dead ? SignalFault.NOT_FINITE.bit() : 0));
        } else {
            take(in.values, out);
        }
    }

    private void take(double[] values, Signal out) {
        double value = spatial.apply(values);
        if (!Double.isFinite(value)) {
            unusable(out, SignalFault.NOT_FINITE.bit());
            return;
        }
        int faults = checks.find(value, values);
        int held = checks.isRelearning() ? HELD & ~SignalFault.AMPLITUDE.bit() : HELD;
        if (checks.acceptedNewLevel()) {
            unusable(out, faults);
        } else if ((faults & held) != 0) {
            hold(out, faults);
        } else {
            boolean spoils = (faults & SignalFault.SPOILS_WINDOWS) != 0;
            if (tainted && !spoils) {
                // What was taken in with a fault would leave the drift's mean long after, as the fault's echo.
                channel.restart();
                drift.restart();
            }
            tainted = spoils;
            out.faults |= faults;
            out.rawMicrovolts = channel.take(value);
            out.microvolts = drift.remove(out.rawMicrovolts);
            out.neighbourMicrovolts = neighbour == null ? Double.NaN : neighbourOf(values);
        }
    }

    private double neighbourOf(double[] values) {
        double value = neighbour.apply(values);
        if (Double.isFinite(value) && !neighbourAmplitude.finds(value, true)) {
            return neighbourChannel.take(value);
        }
        neighbourChannel.restart();
        return Double.NaN;
    }

    private void hold(Signal out, int faults) {
        out.faults |= faults;
        out.rawMicrovolts = channel.hold();
        out.neighbourMicrovolts = neighbourChannel.hold();
        out.microvolts = Double.isNaN(out.rawMicrovolts) ? Double.NaN : drift.remove(out.rawMicrovolts);
    }

    private void unusable(Signal out, int faults) {
        restart();
        out.faults |= faults;
        out.rawMicrovolts = Double.NaN;
        out.neighbourMicrovolts = Double.NaN;
        out.microvolts = Double.NaN;
    }

    private void restart() {
        tainted = false;
        channel.restart();
        neighbourChannel.restart();
        checks.restart();
        drift.restart();
    }
}
