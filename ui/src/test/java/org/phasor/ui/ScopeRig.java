package org.phasor.ui;

import java.util.List;
import org.phasor.lsl.ChannelInfo;
import org.phasor.lsl.StreamInfo;
import org.phasor.rig.Frame;
import org.phasor.rig.RigBinding;
import org.phasor.rig.RigFile;
import org.phasor.stimulator.Delivery;
import org.phasor.stimulator.Outcome;
import org.phasor.trigger.Reason;

/** A tap on a rig that is not there: the test says which frames and deliveries come. Two channels, C3 in µV and trig in mV. */
final class ScopeRig {

    static final long START_NANOS = 5_000_000_000L;

    private static final String HEAD = "format = 1\n[acquisition]\nsource = \"lsl\"\nstream = \"type='EEG'\"\n";
    private static final String TAIL = "[stimulator]\nfire = \"simulated\"\noutput-delay-ms = 5\n[stimulator.limits]\n"
            + "min-onset-interval-ms = 100\nmax-pulses-per-minute = 60\nmax-pulses-per-session = 600\nmax-gap-ms = 50\n"
            + "[recordings]\nfolder = \"nowhere\"\n";
    private static final String PHASE = HEAD
            + "[[dsp.signal]]\nname = \"mu\"\nchannel = \"C3\"\nband-hz = [8.0, 13.0]\nestimator = \"echt\"\n"
            + "[trigger]\nsignal = \"mu\"\nphase-deg = 0\nhorizon-ms = 10\nmin-interval-ms = 1000\n"
            + TAIL;
    private static final String THRESHOLD =
            HEAD + "[trigger]\npolicy = \"threshold\"\nchannel = \"trig\"\nlevel = 50.0\nmin-interval-ms = 0\n" + TAIL;

    final ScopeTap tap;
    final Frame frame;
    final double rateHz;
    private final Delivery delivery = new Delivery();
    private long samples;

    private ScopeRig(String rigText, double rateHz) throws Exception {
        this.rateHz = rateHz;
        StreamInfo info = StreamInfo.builder("test", "EEG")
                .nominalRateHz(rateHz)
                .channels(List.of(
                        new ChannelInfo("C3", "microvolts", "EEG"), new ChannelInfo("trig", "millivolts", "misc")))
                .build();
        RigBinding rig = RigBinding.bind(RigFile.parse("test.toml", rigText, List.of()), info);
        tap = new ScopeTap(rig);
        frame = rig.newFrame();
    }

    static ScopeRig phase(double rateHz) throws Exception {
        return new ScopeRig(PHASE, rateHz);
    }

    static ScopeRig threshold(double rateHz) throws Exception {
        return new ScopeRig(THRESHOLD, rateHz);
    }

    /** When sample n is. */
    long timeNanos(long n) {
        return START_NANOS + Math.round(n * 1e9 / rateHz);
    }

    long newestNanos() {
        return timeNanos(samples - 1);
    }

    /** The next frame, on time, with a valid estimate and no decision. */
    void sample(double c3, double trig, int flags) {
        prepare(c3, trig, flags);
        tap.observe(frame);
    }

    /** As {@link #sample} but not yet shown to the tap. */
    void prepare(double c3, double trig, int flags) {
        frame.sample.index = samples;
        frame.sample.timeNanos = timeNanos(samples++);
        frame.sample.flags = flags;
        frame.sample.values[0] = c3;
        frame.sample.values[1] = trig;
        for (var estimate : frame.estimates) {
            estimate.set(1.0, 10, 7, 0.5);
        }
        frame.decision.hold(Reason.NOT_READY, 0, 0);
    }

    void deliver(long id, Outcome outcome, long plannedNanos, long gateNanos) {
        delivery.decisionId = id;
        delivery.outcome = outcome;
        delivery.plannedNanos = plannedNanos;
        delivery.gateNanos = gateNanos;
        tap.observe(delivery);
    }
}
