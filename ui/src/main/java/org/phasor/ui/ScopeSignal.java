package org.phasor.ui;

import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import org.phasor.acquisition.Sample;
import org.phasor.dsp.Conditioning;
import org.phasor.dsp.SignalSettings;
import org.phasor.lsl.ChannelInfo;
import org.phasor.rig.RigBinding;
import org.phasor.rig.RigSettings;

/**
 * What the scope draws of a frame: the first signal's weighted sum in microvolts, its slow drift taken off for the eye; or,
 * where a level is watched and not a phase, that channel's raw value. Keeps the drift's state: one thread. Allocates nothing
 * after construction.
 */
final class ScopeSignal {

    /** Below this the eye sees drift, and above it brain waves. The decision path has a drift removal of its own. */
    private static final double DRIFT_HZ = 0.2;

    private final Conditioning conditioning;
    private final int channel;
    private final double driftShare;
    private final String title;
    private final String unit;
    private final OptionalDouble level;
    private double drift = Double.NaN;

    private ScopeSignal(
            Conditioning conditioning, int channel, double rateHz, String title, String unit, OptionalDouble level) {
        this.conditioning = conditioning;
        this.channel = channel;
        this.driftShare = 1 - Math.exp(-2 * Math.PI * DRIFT_HZ / rateHz);
        this.title = title;
        this.unit = unit;
        this.level = level;
    }

    static ScopeSignal of(RigBinding rig) {
        RigSettings settings = rig.settings();
        double rateHz = rig.info().nominalRateHz();
        if (settings.trigger().phasePolicy() && !settings.signals().isEmpty()) {
            SignalSettings signal = settings.signals().get(0);
            String title = String.format(
                    Locale.ROOT,
                    "%s  (%s), drift below %s Hz taken off for the eye",
                    signal.name(),
                    montage(signal),
                    plain(DRIFT_HZ));
            return new ScopeSignal(
                    Conditioning.of(signal, rig.info()), -1, rateHz, title, "µV", OptionalDouble.empty());
        }
        RigSettings.Trigger trigger = settings.trigger();
        List<String> labels = rig.info().labels();
        int channel = Math.max(0, labels.indexOf(trigger.channel()));
        ChannelInfo described = rig.info().channels().get(channel);
        String unit =
                described.unit().isBlank() ? "unit not given" : described.unit().strip();
        return new ScopeSignal(
                null,
                channel,
                rateHz,
                labels.get(channel) + ", raw; fires when it " + (trigger.rising() ? "rises" : "falls") + " through "
                        + plain(trigger.level()),
                unit.equals("microvolts") ? "µV" : unit,
                OptionalDouble.of(trigger.level()));
    }

    private static String montage(SignalSettings signal) {
        List<String> labels = List.copyOf(signal.spatial().keySet());
        return labels.size() <= 2 ? String.join(" ", labels) : labels.get(0) + " and " + (labels.size() - 1) + " more";
    }

    private static String plain(double value) {
        return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
    }

    /** The value to draw; NaN when the sample has none. */
    double value(Sample sample) {
        if (conditioning == null) {
            double raw = sample.values[channel];
            return Double.isFinite(raw) ? raw : Double.NaN;
        }
        double microvolts = conditioning.weighted(sample.values);
        if (!Double.isFinite(microvolts)) {
            drift = Double.NaN;
            return Double.NaN;
        }
        if (Double.isNaN(drift) || sample.has(Sample.GAP)) {
            drift = microvolts;
        }
        drift += driftShare * (microvolts - drift);
        return microvolts - drift;
    }

    /** What is drawn, for a person. */
    String title() {
        return title;
    }

    /** Of the values. */
    String unit() {
        return unit;
    }

    /** The level that fires, where one is watched. */
    OptionalDouble level() {
        return level;
    }
}
