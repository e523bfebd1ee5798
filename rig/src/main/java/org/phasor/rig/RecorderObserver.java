package org.phasor.rig;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.phasor.recordings.Recorder;
import org.phasor.recordings.SessionInput;
import org.phasor.stimulator.Delivery;
import org.phasor.stimulator.Interlock;
import org.phasor.stimulator.StopReason;
import org.phasor.trigger.Decision;

/**
 * Writes frames, deliveries and inputs to the session's file, on the recorder's thread, and hands deliveries on to the
 * marker devices.
 */
final class RecorderObserver implements FrameObserver, RingReader.BatchEnd, RingReader.Indispensable {

    private final Recorder recorder;
    private final AuditTrail trail;
    private final LoopThread loop;
    private final Interlock interlock;
    private final RefreshLog refreshes;
    private final PolicyInputLog told;
    private final Markers markers;
    private final List<String> signals;
    private final List<RecorderPart> parts;

    private volatile Delivery lastRefusal;

    /** The last delivery in the log; of the recorder's thread alone. */
    private long loggedId = -1;

    private int loggedPulse = -1;

    /** By signal, the newest that took effect; written by the recorder's thread. */
    private final AtomicReferenceArray<RefreshLog.Entry> newest;

    RecorderObserver(
            Recorder recorder,
            AuditTrail trail,
            LoopThread loop,
            Interlock interlock,
            RefreshLog refreshes,
            PolicyInputLog told,
            Markers markers,
            List<String> signals,
            List<RecorderPart> parts) {
        this.recorder = recorder;
        this.trail = trail;
        this.loop = loop;
        this.interlock = interlock;
        this.refreshes = refreshes;
        this.told = told;
        this.markers = markers;
        this.signals = signals;
        this.parts = List.copyOf(parts);
        newest = new AtomicReferenceArray<>(signals.size());
    }

    @Override
    public void observe(Frame frame) {
        try {
            // First: a recording that is cut off anywhere then has what its last frames were decided with.
            recordInputs();
            if (frame.decision.action != Decision.Action.HOLD) {
                trail.decision(frame.sample.index, frame.decision);
            }
            recorder.frame(frame.sample, frame.estimates, frame.decision);
            for (RecorderPart part : parts) {
                part.recorded(frame);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void observe(Delivery delivery) {
        // The marker first: a full disk must not keep an event from those who listen.
        interlock.mark(delivery);
        try {
            // The log before the recording: then that never holds a pulse that the log does not.
            log(delivery);
            recorder.delivery(delivery);
            for (RecorderPart part : parts) {
                part.recorded(delivery);
            }
            if (!delivery.outcome.given()) {
                Delivery copy = new Delivery();
                copy.copyFrom(delivery);
                lastRefusal = copy;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void log(Delivery delivery) {
        trail.delivery(delivery);
        loggedId = delivery.decisionId;
        loggedPulse = delivery.pulse;
    }

    /** The recording has failed; the log may still be there to hold a pulse that had passed the latch before. */
    @Override
    public void unrecorded(Delivery delivery) {
        if (delivery.decisionId != loggedId || delivery.pulse != loggedPulse) {
            log(delivery);
        }
    }

    @Override
    public void batchEnded() {
        try {
            refuseLosses();
            for (LoopThread.Applied input = loop.takeApplied(); input != null; input = loop.takeApplied()) {
                recorder.input(
                        SessionInput.command(input.frameIndex(), input.command().kind(), "operator"));
            }
            trail.drain();
            for (SessionInput marker = markers.take(); marker != null; marker = markers.take()) {
                recorder.input(marker);
            }
            recordInputs();
            for (RecorderPart part : parts) {
                part.batchEnded();
            }
            recorder.flushIfDue(System.nanoTime());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where the estimators that learn see their rhythms now; those that do not, or know nothing yet, are left out. Any thread. */
    List<TrackedRhythm> tracked() {
        List<TrackedRhythm> tracked = new ArrayList<>();
        for (int s = 0; s < signals.size(); s++) {
            RefreshLog.Entry entry = newest.get(s);
            if (entry != null) {
                tracked.add(new TrackedRhythm(signals.get(s), entry.peakHz(), entry.peakDb()));
            }
        }
        return tracked;
    }

    /** A recording that cannot be replayed must not look whole. */
    private void refuseLosses() throws IOException {
        if (refreshes.dropped() > 0) {
            throw new IOException("an estimator's new coefficients could not be recorded in time");
        }
        if (told.dropped() > 0) {
            throw new IOException("what the policy was told could not be recorded in time");
        }
    }

    private void recordInputs() throws IOException {
        for (SessionInput input = told.take(); input != null; input = told.take()) {
            recorder.input(input);
        }
        for (RefreshLog.Entry e = refreshes.take(); e != null; e = refreshes.take()) {
            recorder.input(input(e));
            if (e.taken()) {
                newest.set(e.signal(), e);
            }
        }
    }

    private SessionInput input(RefreshLog.Entry e) {
        String signal = signals.get(e.signal());
        return e.taken()
                ? SessionInput.refreshTaken(e.frame(), signal, e.number(), e.checksum(), e.peakHz(), e.peakDb())
                : SessionInput.refreshLate(e.frame(), signal, e.number());
    }

    /** What is not recorded must not be fired. */
    @Override
    public void failed(Throwable why) {
        interlock.trip(StopReason.RECORDER_FAILED, "the recording failed: " + why);
    }

    /** The last pulse that was refused, not to be written to; null while there is none. Any thread. */
    Delivery lastRefusal() {
        return lastRefusal;
    }
}
