package org.phasor.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;
import org.phasor.acquisition.SampleSource;
import org.phasor.lsl.Lsl;
import org.phasor.lsl.LslSettings;
import org.phasor.lsl.PureJavaLsl;
import org.phasor.rig.LatencyStages.Stage;
import org.phasor.rig.RigBinding;
import org.phasor.rig.RigFile;
import org.phasor.rig.RigInput;
import org.phasor.rig.Session;
import org.phasor.rig.SessionEnd;
import org.phasor.rig.SessionOptions;
import org.phasor.rig.SessionSummary;

/**
 * The whole rig on {@code latency.toml}: LSL inlet, ring, loop, interlock, UDP; recording as always, and watched as {@code
 * phasor run} watches.
 */
final class RigLoop implements AutoCloseable {

    private static final long WATCH_MS = 50;

    private final Lsl lsl = new PureJavaLsl(LslSettings.loopbackOnly());
    private final Path folder = Files.createTempDirectory("phasor-benchmark");
    private final RigInput input;
    private final TimedSource source;
    private final Session session;
    private final Thread watch;
    private volatile boolean armed;
    private volatile boolean ending;
    private volatile String end = "";
    private Histogram counted = HistogramText.empty();

    /**
     * @param profiled whether {@link #profile} is going to be asked
     * @param sets for the rig file, as on the command line
     */
    RigLoop(int udpPort, boolean profiled, List<String> sets) throws Exception {
        List<String> all = new ArrayList<>(List.of(
                "recordings.folder=" + folder,
                "stimulator.udp-port=" + udpPort,
                // The others have their turns meanwhile.
                "acquisition.lost-after-ms=60000",
                "stimulator.limits.max-gap-ms=60000",
                // After a stall everything that waited is answered at once, as the bare loops do: late is to be seen,
                // not refused.
                "stimulator.limits.min-onset-interval-ms=0.001",
                "stimulator.limits.min-pulse-gap-ms=0.001",
                "stimulator.limits.late-tolerance-ms=100",
                "stimulator.limits.max-age-ms=100"));
        all.addAll(sets);
        RigFile file = RigFile.read(Path.of("rig/examples/latency.toml"), all);
        input = RigInput.open(file, lsl, line -> {});
        source = new TimedSource(input.source());
        // Timed only when asked: it reads the clock, too.
        SampleSource taken = profiled ? source : input.source();
        session = Session.open(RigBinding.bind(file, taken.info()), taken, lsl, SessionOptions.plain());
        session.start();
        watch = new Thread(this::watch, "benchmark-watch");
        watch.setDaemon(true);
        watch.start();
    }

    private void watch() {
        try {
            while (!ending) {
                session.watch().ifPresent(why -> end = why.words());
                if (!armed && session.desk().settled()) {
                    armed = session.desk().arm().isEmpty();
                }
                Thread.sleep(WATCH_MS);
            }
        } catch (InterruptedException e) {
            // Nobody interrupts.
        }
    }

    boolean armed() {
        return armed;
    }

    /** Why it has ended by itself; empty while it has not. */
    String end() {
        return end;
    }

    /** From arrival to the return of the device call, since this was last asked. */
    Histogram arrivalToDevice() {
        Histogram all = session.summary(null).latency().get(Stage.ARRIVAL_TO_DEVICE);
        Histogram since = all.copy();
        since.subtract(counted);
        counted = all;
        return since;
    }

    /** Every stretch of the way since arming; turns of the warm-up among them. */
    Map<String, Histogram> profile() {
        Map<String, Histogram> stretches = source.take();
        session.summary(null).latency().forEach((stage, histogram) -> stretches.put(stage.key(), histogram));
        return stretches;
    }

    /** Ends the session; what was refused, in one line. */
    String finish() throws Exception {
        ending = true;
        watch.join();
        SessionSummary summary = session.end(SessionEnd.DURATION_OVER);
        StringBuilder refused = new StringBuilder("refused:");
        summary.outcomes().forEach((outcome, n) -> {
            if (outcome.isVeto() && n > 0) {
                refused.append(' ').append(outcome).append(' ').append(n);
            }
        });
        return refused.toString();
    }

    @Override
    public void close() throws IOException {
        session.close();
        input.close();
        lsl.close();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
