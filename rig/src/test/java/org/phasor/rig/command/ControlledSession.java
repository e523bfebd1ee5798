package org.phasor.rig.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.phasor.acquisition.RigClock;
import org.phasor.acquisition.SyntheticSettings;
import org.phasor.acquisition.SyntheticSource;
import org.phasor.rig.RigBinding;
import org.phasor.rig.RigFile;
import org.phasor.rig.Session;
import org.phasor.rig.SessionEnd;
import org.phasor.rig.SessionOptions;
import org.phasor.rig.SessionSummary;

/** A real session on a made-up signal, supervised as {@code run} does it, with the controls that the socket gets. */
final class ControlledSession implements AutoCloseable {

    static final String RIG = """
            format = 1
            [[dsp.signal]]
            name = "mu"
            channel = "C3"
            band-hz = [8.0, 13.0]
            estimator = "echt"
            blank-before-ms = 0
            blank-after-ms = 0
            peak-hz = 10.0
            [trigger]
            phase-deg = 0
            horizon-ms = 50
            min-interval-ms = 200
            [stimulator.limits]
            min-onset-interval-ms = 100
            max-pulses-per-minute = 6000
            [rig]
            settle-s = 0.3
            """;

    final Session session;
    final SessionControls controls;
    private final SyntheticSource source;

    ControlledSession(Path folder, boolean virtual) throws Exception {
        SyntheticSettings signal =
                SyntheticSettings.DEFAULTS.withChannels(2).withNoise(20, 1).withDurationSeconds(60);
        source = new SyntheticSource(signal, "test", 1, 1, RigClock.SYSTEM);
        RigBinding rig = RigBinding.bind(RigFile.parse("test.toml", RIG, List.of()), source.info());
        session = Session.open(rig, source, null, new SessionOptions(virtual, folder, List.of()).cold());
        controls = new SessionControls(session, virtual, line -> {});
        session.start();
    }

    /** Supervises until the session ends or the fact is there, for 20 s at most. */
    Optional<SessionEnd> superviseUntil(BooleanSupplier fact) {
        boolean armWanted = false;
        long start = System.nanoTime();
        while (!fact.getAsBoolean() && System.nanoTime() - start < 20_000_000_000L) {
            Optional<SessionEnd> end = session.watch();
            if (end.isPresent()) {
                return end;
            }
            armWanted |= controls.takeArmingAsked();
            if (armWanted && session.desk().settled() && !session.desk().held()) {
                armWanted = session.desk().arm().isPresent();
                if (!armWanted) {
                    controls.armed();
                }
            }
            LockSupport.parkNanos(5_000_000);
        }
        return Optional.empty();
    }

    SessionSummary end() throws IOException {
        return session.end(superviseUntil(() -> false).orElseThrow());
    }

    @Override
    public void close() throws IOException {
        session.close();
        source.close();
    }
}
