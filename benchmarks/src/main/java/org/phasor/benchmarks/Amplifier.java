package org.phasor.benchmarks;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.phasor.lsl.ChannelFormat;
import org.phasor.lsl.ChannelInfo;
import org.phasor.lsl.Lsl;
import org.phasor.lsl.LslSettings;
import org.phasor.lsl.Outlet;
import org.phasor.lsl.OutletOptions;
import org.phasor.lsl.PureJavaLsl;
import org.phasor.lsl.StreamInfo;
import org.phasor.lsl.liblsl.NativeLsl;

/**
 * The amplifier and the stimulator of {@link EndToEnd}, in a process of their own: serves one stream per arm and times the
 * datagrams that come back. Told what to do by lines ({@link PeerProcess}).
 */
final class Amplifier implements AutoCloseable {

    static final int CHANNELS = 64;
    static final String JAVA = "java";
    static final String NATIVE = "native";

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Lsl java = new PureJavaLsl(LslSettings.loopbackOnly());
    private final List<Outlet> outlets = new ArrayList<>();
    private final Map<Arm, SampleFeed> feeds = new EnumMap<>(Arm.class);
    private final BareSender bare = new BareSender(CHANNELS);
    private final PulseTimes pulses = new PulseTimes(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0));
    private final PacedSender sender;
    private Lsl liblsl;

    private Amplifier(double rateHz, int meanSpacing) throws IOException {
        sender = new PacedSender(CHANNELS, rateHz, meanSpacing, pulses);
    }

    /** Arguments: rate in Hz, mean number of samples between events, and by whom the rig's stream is served. */
    public static void main(String[] arguments) throws Exception {
        double rateHz = Double.parseDouble(arguments[0]);
        String rigBy = arguments[2];
        boolean nativeLoop = Boolean.parseBoolean(arguments[3]);
        try (Amplifier amplifier = new Amplifier(rateHz, Integer.parseInt(arguments[1]))) {
            amplifier.serve(Arm.RIG, rigBy.equals(NATIVE) ? amplifier.liblsl() : amplifier.java, rateHz);
            if (nativeLoop) {
                amplifier.serve(Arm.NATIVE, amplifier.liblsl(), rateHz);
            }
            amplifier.feeds.put(Arm.BARE, amplifier.bare);
            amplifier.pulses.start();
            PeerProcess.serve("ready " + amplifier.pulses.port() + ' ' + amplifier.bare.port(), amplifier::take);
        }
        // Whatever a library has left running.
        System.exit(0);
    }

    private Lsl liblsl() throws IOException {
        if (liblsl == null) {
            liblsl = NativeLsl.loopbackOnly();
        }
        return liblsl;
    }

    private void serve(Arm arm, Lsl lsl, double rateHz) throws IOException {
        List<ChannelInfo> described = new ArrayList<>();
        for (int i = 0; i < CHANNELS; i++) {
            described.add(new ChannelInfo("EEG" + (i + 1), "microvolts", "EEG"));
        }
        Outlet outlet = lsl.outlet(
                StreamInfo.builder(arm.stream(), "EEG")
                        .channels(described)
                        .format(ChannelFormat.FLOAT32)
                        .nominalRateHz(rateHz)
                        .sourceId(arm.stream())
                        .build(),
                OutletOptions.DEFAULTS);
        outlets.add(outlet);
        feeds.put(arm, outlet::push);
    }

    private String take(String[] words) throws Exception {
        Arm arm = Arm.valueOf(words[1]);
        return switch (words[0]) {
            case "await" -> await(arm);
            case "feed" -> sender.feed(arm, feeds.get(arm), Long.parseLong(words[2]));
            case "settle" -> sender.settle(feeds.get(arm), Long.parseLong(words[2]));
            default -> throw new IllegalArgumentException(words[0]);
        };
    }

    private String await(Arm arm) throws Exception {
        if (arm == Arm.BARE) {
            bare.accept();
            return "connected";
        }
        for (Outlet outlet : outlets) {
            if (outlet.info().name().equals(arm.stream())) {
                return outlet.awaitConsumer(PATIENCE) ? "connected" : "nobody";
            }
        }
        return "nobody";
    }

    @Override
    public void close() throws IOException {
        outlets.forEach(Outlet::close);
        bare.close();
        pulses.close();
        java.close();
        if (liblsl != null) {
            liblsl.close();
        }
    }
}
