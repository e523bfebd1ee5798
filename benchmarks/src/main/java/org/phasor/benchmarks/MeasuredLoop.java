package org.phasor.benchmarks;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.List;
import org.phasor.lsl.liblsl.NativeLsl;

/** One arm of {@link EndToEnd}, in a process of its own. */
final class MeasuredLoop {

    private MeasuredLoop() {}

    /** Arguments: which arm, where the pulses go, where bare samples come from, and for the rig
     * whether it is profiled and KEY=VALUE. */
    public static void main(String[] arguments) throws Exception {
        InetAddress here = InetAddress.getByName("127.0.0.1");
        int pulses = Integer.parseInt(arguments[1]);
        InetSocketAddress target = new InetSocketAddress(here, pulses);
        switch (Arm.valueOf(arguments[0])) {
            case RIG ->
                rig(
                        pulses,
                        Boolean.parseBoolean(arguments[3]),
                        Arrays.asList(arguments).subList(4, arguments.length));
            case BARE -> {
                LevelCrossing crossing = new LevelCrossing(PacedSender.LEVEL, target);
                new BareSocketLoop(
                                Amplifier.CHANNELS,
                                new InetSocketAddress(here, Integer.parseInt(arguments[2])),
                                crossing)
                        .start();
                PeerProcess.serve("ready", words -> "");
            }
            case NATIVE -> {
                NativeLsl liblsl = NativeLsl.loopbackOnly();
                new NativeLslLoop(liblsl, new LevelCrossing(PacedSender.LEVEL, target)).start();
                PeerProcess.serve("ready " + liblsl.library(), words -> "");
            }
        }
        // The loops end with their process.
        Runtime.getRuntime().halt(0);
    }

    private static void rig(int pulses, boolean profiled, List<String> sets) throws Exception {
        try (RigLoop rig = new RigLoop(pulses, profiled, sets)) {
            PeerProcess.serve("ready", words -> switch (words[0]) {
                case "armed" -> Boolean.toString(rig.armed());
                case "stage" -> HistogramText.of(rig.arrivalToDevice());
                case "profile" -> EndToEndProfile.line(rig.profile());
                case "end" -> rig.end().isEmpty() ? "running" : rig.end();
                case "finish" -> rig.finish();
                default -> throw new IllegalArgumentException(words[0]);
            });
        }
    }
}
