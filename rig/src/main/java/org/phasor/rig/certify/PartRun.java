package org.phasor.rig.certify;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.HdrHistogram.Histogram;
import org.phasor.acquisition.RigClock;
import org.phasor.acquisition.SampleSource;
import org.phasor.acquisition.SyntheticSource;
import org.phasor.lsl.Lsl;
import org.phasor.rig.FrameObserver;
import org.phasor.rig.LatencyStages.Stage;
import org.phasor.rig.RigBinding;
import org.phasor.rig.RigFile;
import org.phasor.rig.RigFileException;
import org.phasor.rig.RigInput;
import org.phasor.rig.Session;
import org.phasor.rig.SessionEnd;
import org.phasor.rig.SessionOptions;
import org.phasor.rig.SessionSummary;
import org.phasor.rig.machine.PauseWatch;
import org.phasor.rig.machine.QuietMachine;
import org.phasor.stimulator.InterlockState;

/** One part: a session, armed, measured and ended. One thread. */
final class PartRun {

    private static final long WATCH_MS = 20;
    private static final long SECOND_NANOS = 1_000_000_000;
    private static final int MOST_REFUSALS = 5;

    /** Connecting, the sender's clock, warming up: a machine that needs longer does not get there. */
    private static final double MOST_START_SECONDS = 60;

    private final CertifyLoad load;
    private final PartPlan plan;
    private final RigFile rigFile;
    private final Measurement measurement;
    private final CertifyListener listener;
    private final BooleanSupplier stopAsked;
    private final double totalSeconds;
    private final QuietMachine machine;
    private final double tailSeconds;
    private String lastRefusal = "not armed";

    PartRun(
            CertifyLoad load,
            PartPlan plan,
            RigFile rigFile,
            Measurement measurement,
            CertifyListener listener,
            BooleanSupplier stopAsked,
            double totalSeconds,
            double tailSeconds,
            QuietMachine machine) {
        this.machine = machine;
        this.tailSeconds = tailSeconds;
        this.load = load;
        this.plan = plan;
        this.rigFile = rigFile;
        this.measurement = measurement;
        this.listener = listener;
        this.stopAsked = stopAsked;
        this.totalSeconds = totalSeconds;
    }

    /**
     * @return why it could not be armed; empty when it was, or somebody stopped it
     * @throws IOException when it could not be begun
     */
    Optional<String> run(Lsl lsl) throws IOException, InterruptedException, RigFileException {
        SenderWatch sender = sender();
        try (RigInput input = RigInput.of(lsl, sender, load.chunk());
                PauseWatch pauses = PauseWatch.start(machine)) {
            RigBinding rig = RigBinding.bind(rigFile, input.source().info());
            List<FrameObserver> window = listener.window(rig).map(List::of).orElse(List.of());
            try (Session session = Session.open(
                    rig, input.source(), lsl, new SessionOptions(false, null, window).on(machine, pauses))) {
                listener.opened(session);
                // Warming up takes its time on a busy machine: who has asked for the end is not kept waiting.
                if (stopAsked.getAsBoolean()) {
                    return Optional.empty();
                }
                session.start();
                input.play();
                return measure(session, pauses, sender);
            } finally {
                listener.closed("certify: this part has ended");
            }
        }
    }

    /** An amplifier does not wait for a core: its thread is treated as well as the one that reads it. */
    private SenderWatch sender() {
        SampleSource signal = new SyntheticSource(
                CertifyRig.signal(load, plan.part()), "phasor-certify", Double.POSITIVE_INFINITY, 1, RigClock.SYSTEM);
        return new SenderWatch(signal, load.chunk(), machine.as(QuietMachine.Role.SOURCE));
    }

    private Optional<String> measure(Session session, PauseWatch pauses, SenderWatch sender)
            throws IOException, InterruptedException {
        Optional<String> refusal = Optional.empty();
        SessionEnd end = SessionEnd.DURATION_OVER;
        Optional<SessionEnd> early = awaitArmed(session);
        if (early.isPresent()) {
            end = early.get();
        } else if (session.state() != InterlockState.RUNNING && !stopAsked.getAsBoolean()) {
            refusal = Optional.of(lastRefusal);
        } else {
            // Arming made the session forget what was before: latencies and pauses alike.
            end = watch(session, new PartMeter(measurement, pauses, sender, System.nanoTime()));
        }
        SessionSummary summary = session.end(end);
        measurement.recorded(Files.size(summary.recording()));
        if (summary.end() == SessionEnd.OPERATOR) {
            listener.stoppedByAPerson();
        }
        if (!summary.end().orderly()) {
            measurement.broken(summary.end().words() + (summary.detail().isEmpty() ? "" : ": " + summary.detail()));
        }
        return refusal;
    }

    /** Armed, or refused for good; an end when it ended before. */
    private Optional<SessionEnd> awaitArmed(Session session) throws IOException, InterruptedException {
        double patience = MOST_START_SECONDS + 3 * rigFile.settings().loop().settleSeconds();
        long start = System.nanoTime();
        int refusals = 0;
        boolean asked = false;
        while (!stopAsked.getAsBoolean()) {
            Optional<SessionEnd> end = session.watch();
            if (end.isPresent()) {
                return end;
            }
            if (session.state() == InterlockState.RUNNING) {
                return Optional.empty();
            }
            if (!asked && session.desk().settled()) {
                Optional<String> refusal = session.desk().arm();
                asked = refusal.isEmpty();
                if (refusal.isPresent()) {
                    lastRefusal = refusal.get();
                    if (++refusals == MOST_REFUSALS) {
                        return Optional.empty();
                    }
                }
            }
            if ((System.nanoTime() - start) / 1e9 > patience) {
                throw new IOException("the session did not come to be armed within " + Math.round(patience)
                        + " s: this machine cannot keep up with the load");
            }
            Thread.sleep(WATCH_MS);
        }
        return Optional.empty();
    }

    private SessionEnd watch(Session session, PartMeter meter) throws InterruptedException {
        long next = System.nanoTime() + SECOND_NANOS;
        double wanted = plan.seconds() + tailSeconds;
        SessionEnd end = SessionEnd.DURATION_OVER;
        while (meter.elapsedSeconds(System.nanoTime()) < wanted) {
            Optional<SessionEnd> early = session.watch();
            if (early.isPresent()) {
                end = early.get();
                break;
            }
            if (stopAsked.getAsBoolean()) {
                end = SessionEnd.OPERATOR;
                break;
            }
            long now = System.nanoTime();
            if (now - next >= 0) {
                next += SECOND_NANOS;
                SessionSummary soFar = session.summary(null);
                meter.look(now, soFar.latency());
                double seconds = Math.min(plan.seconds(), meter.elapsedSeconds(now));
                double done = Math.min(totalSeconds, measurement.seconds() + seconds);
                listener.progress(done, totalSeconds, state(soFar));
            }
            Thread.sleep(WATCH_MS);
        }
        SessionSummary summary = session.summary(null);
        long now = System.nanoTime();
        meter.look(now, summary.latency());
        meter.end();
        measurement.add(meter.elapsedSeconds(now), summary.latency(), summary.outcomes());
        return end;
    }

    private String state(SessionSummary soFar) {
        Histogram age = soFar.latency().get(Stage.STAMP_TO_DECISION);
        return String.format(
                Locale.ROOT,
                "%s; age p99 %.2f ms, max %.2f ms; %d pulses",
                plan.part() == Part.SCHEDULED ? "scheduled pulses" : "pulses at once",
                age.getValueAtPercentile(99) / 1e6,
                age.getMaxValue() / 1e6,
                soFar.pulses());
    }
}
