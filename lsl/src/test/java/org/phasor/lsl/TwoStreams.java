package org.phasor.lsl;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Serves two streams, finds both, receives from both, and checks the numbers on the way. Run in a virtual machine of its
 * own, under a foreign locale or in a network with nothing but loopback; exit code 0 when all held.
 */
public final class TwoStreams {

    private static final double RATE_HZ = 1250.5;
    private static final double STAMP_SECONDS = 1234567.25;
    private static final double VALUE = -1.5;

    private TwoStreams() {}

    /** @param args {@code default} for the settings without a configuration file: they leave the machine if they can */
    public static void main(String[] args) throws Exception {
        LslSettings settings = List.of(args).contains("default") ? LslSettings.DEFAULTS : TestNetwork.settings();
        try (Lsl lsl = new PureJavaLsl(settings)) {
            Outlet first = lsl.outlet(info("First I\u0130\u0131i"), OutletOptions.DEFAULTS);
            Outlet second = lsl.outlet(info("Second"), OutletOptions.DEFAULTS);
            List<StreamInfo> found = lsl.resolver().resolve("nominal_srate > 1250.4", 2, Duration.ofSeconds(10));
            Set<String> uids = new HashSet<>();
            found.forEach(info -> uids.add(info.uid()));
            require(uids.equals(Set.of(first.info().uid(), second.info().uid())), "found " + found);
            for (StreamInfo info : found) {
                require(info.nominalRateHz() == RATE_HZ, "nominal_srate is " + info.nominalRateHz());
                require(info.protocolVersion() == 110, "version is " + info.protocolVersion());
                Outlet outlet = info.uid().equals(first.info().uid()) ? first : second;
                require(info.name().equals(outlet.info().name()), "name is " + info.name());
                String xml = RawClient.askText(outlet, "LSL:fullinfo\r\n");
                require(xml.contains("<nominal_srate>1250.500000000000</nominal_srate>"), xml);
                require(xml.contains("<version>1.100000000000000</version>"), xml);
                require(xml.matches("(?s).*<channel_count>2</channel_count>.*"), xml);
                require(xml.matches("(?s).*<v4data_port>[0-9]{1,5}</v4data_port>.*"), xml);
                require(xml.matches("(?s).*<created_at>[0-9]+\\.[0-9]+</created_at>.*"), xml);
                receive(lsl, info, outlet);
            }
        }
        System.out.println("two streams served, found and received; locale " + Locale.getDefault() + ", "
                + String.format("%.1f, %s", RATE_HZ, "TITLE".toLowerCase()));
    }

    private static StreamInfo info(String name) {
        return TestNetwork.eeg(ChannelFormat.DOUBLE64, 2, RATE_HZ).toBuilder()
                .name(name)
                .build();
    }

    private static void receive(Lsl lsl, StreamInfo info, Outlet outlet) throws Exception {
        CountDownLatch done = new CountDownLatch(1);
        String[] wrong = new String[1];
        try (Inlet inlet = lsl.inlet(info, InletOptions.DEFAULTS)) {
            inlet.start(new InletListener() {
                @Override
                public void onSample(double stampSeconds, boolean anchored, long arrivalNanos, double[] values) {
                    if (stampSeconds != STAMP_SECONDS || values[0] != VALUE) {
                        wrong[0] = values[0] + " at " + stampSeconds;
                    }
                    done.countDown();
                }
            });
            require(outlet.awaitConsumer(Duration.ofSeconds(5)), "no consumer came");
            outlet.push(new double[] {VALUE, VALUE}, STAMP_SECONDS);
            require(done.await(5, TimeUnit.SECONDS), "nothing was received");
            require(wrong[0] == null, "received " + wrong[0]);
            if (outlet.info().name().equals("Second")) {
                return;
            }
            long deadline = System.nanoTime() + 5_000_000_000L;
            while (inlet.timeCorrection() == null && System.nanoTime() < deadline) {
                Thread.sleep(5);
            }
            require(inlet.timeCorrection() != null, "no clock offset was measured");
            require(Math.abs(inlet.timeCorrection().offsetSeconds()) < 0.1, "offset " + inlet.timeCorrection());
        }
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalStateException(otherwise);
        }
    }
}
