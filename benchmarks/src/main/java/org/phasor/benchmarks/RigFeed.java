package org.phasor.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.phasor.lsl.ChannelFormat;
import org.phasor.lsl.ChannelInfo;
import org.phasor.lsl.Lsl;
import org.phasor.lsl.LslSettings;
import org.phasor.lsl.Outlet;
import org.phasor.lsl.OutletOptions;
import org.phasor.lsl.PureJavaLsl;
import org.phasor.lsl.StreamInfo;
import org.phasor.rig.RigBinding;
import org.phasor.rig.RigFile;
import org.phasor.rig.RigInput;
import org.phasor.rig.Session;
import org.phasor.rig.SessionEnd;
import org.phasor.rig.SessionOptions;
import org.phasor.rig.SessionSummary;

/** The whole rig on {@code latency.toml}: LSL outlet, inlet, ring, loop, interlock, UDP; recording as always. */
final class RigFeed implements AutoCloseable, SampleFeed {

    private final Lsl lsl = new PureJavaLsl(LslSettings.loopbackOnly());
    private final Outlet outlet;
    private final RigInput input;
    private final Session session;
    private final Path folder;
    private boolean armed;

    RigFeed(int channels, double rateHz) throws Exception {
        List<ChannelInfo> described = new ArrayList<>();
        for (int i = 0; i < channels; i++) {
            described.add(new ChannelInfo("EEG" + (i + 1), "microvolts", "EEG"));
        }
        outlet = lsl.outlet(
                StreamInfo.builder("phasor-latency", "EEG")
                        .channels(described)
                        .format(ChannelFormat.FLOAT32)
                        .nominalRateHz(rateHz)
                        .sourceId("phasor-latency")
                        .build(),
                OutletOptions.DEFAULTS);
        folder = Files.createTempDirectory("phasor-benchmark");
        RigFile file = RigFile.read(Path.of("rig/examples/latency.toml"), List.of("recordings.folder=" + folder));
        input = RigInput.open(file, lsl, line -> {});
        session =
                Session.open(RigBinding.bind(file, input.source().info()), input.source(), lsl, SessionOptions.plain());
        session.start();
    }

    /** Arms once enough samples have come; call it while samples flow. */
    boolean armWhenSettled() {
        if (!armed && session.desk().settled()) {
            armed = session.desk().arm().isEmpty();
        }
        return armed;
    }

    @Override
    public void push(double[] values, double stampSeconds) {
        outlet.push(values, stampSeconds);
    }

    @Override
    public void close() throws IOException {
        SessionSummary summary = session.end(SessionEnd.DURATION_OVER);
        summary.outcomes().forEach((outcome, n) -> {
            if (outcome.isVeto() && n > 0) {
                System.out.println("vetoed by the rig: " + outcome + " " + n);
            }
        });
        input.close();
        outlet.close();
        lsl.close();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
