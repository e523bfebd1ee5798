package org.phasor.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;

/**
 * From the moment at which a sample was to be sent to the datagram that answers it: 64 channels, the whole chain and the recorder on.
 * The rig, a bare socket loop and, when {@code PYLSL_LIB} names a library, a loop over native liblsl take turns in one run, so that
 * all see the same machine.
 *
 * <pre>
 *   amplifier process ──TCP──▶ [ rig | bare loop | native loop ] ──UDP──▶ amplifier process
 *      intended time                a process each                         time received
 * </pre>
 *
 * <p>The amplifier is a process of its own, so that its garbage, its compiler and its locks are not the rig's; it is paced by
 * the clock and waits for nothing, and a sample that it sends late counts from when it was due. It sleeps between samples with
 * the system's timer slack turned off and spins for the last 15 µs only: a real amplifier takes no core from the rig. The arms
 * that are not measured wait for samples meanwhile. Each run of an arm comes in six turns; the first second of a turn does not
 * count.
 *
 * <p>{@code EndToEnd [--quick] [--rate HZ] [--runs N] [--samples N] [--amplifier java|native] [--json FILE] [--profile] [--set KEY=VALUE]}:
 * by
 * default 5 runs of 60,000 samples per arm at 1 kHz and at 5 kHz (some 25 minutes). {@code --amplifier native} serves the rig's
 * stream by native liblsl, too, as most amplifiers do; by default each library serves its own. {@code --profile} also prints where the rig's time goes. {@code
 * --set} changes the rig file.
 * What is never answered counts as 150 ms. Exit code 1 when that is
 * more than one event in a hundred of an arm, 2 for wrong arguments. Started in the project's folder.
 */
public final class EndToEnd {

    private static final int TURNS = 6;
    private static final double WARM_UP_SECONDS = 8;
    private static final double MOST_MISSING = 0.01;

    private final EndToEndOptions options;
    private final double rateHz;
    private final boolean nativeLoop;

    private EndToEnd(EndToEndOptions options, double rateHz, boolean nativeLoop) {
        this.options = options;
        this.rateHz = rateHz;
        this.nativeLoop = nativeLoop;
    }

    public static void main(String[] arguments) throws Exception {
        EndToEndOptions options;
        try {
            options = EndToEndOptions.parse(List.of(arguments));
        } catch (IllegalArgumentException e) {
            System.err.println("end to end: " + e.getMessage());
            System.exit(2);
            return;
        }
        System.exit(measure(options) ? 0 : 1);
    }

    /** Measures and prints; false when too many events were not answered. */
    static boolean measure(EndToEndOptions options) throws Exception {
        boolean nativeLoop = System.getenv("PYLSL_LIB") != null;
        if (!nativeLoop) {
            System.out.println("no loop over native liblsl: PYLSL_LIB names no library");
        }
        List<EndToEndResult> results = new ArrayList<>();
        boolean complete = true;
        for (double rateHz : options.ratesHz()) {
            EndToEndResult result = new EndToEnd(options, rateHz, nativeLoop).measure();
            result.print(System.out);
            complete &= result.missingShare() <= MOST_MISSING;
            results.add(result);
        }
        if (options.json().isPresent()) {
            EndToEndResult.write(options.json().get(), options, results);
        }
        return complete;
    }

    private EndToEndResult measure() throws Exception {
        int spacing = EndToEndOptions.meanSpacing(rateHz);
        Map<Arm, PeerProcess> loops = new EnumMap<>(Arm.class);
        try (PeerProcess amplifier = PeerProcess.start(
                Amplifier.class,
                List.of(
                        Double.toString(rateHz),
                        Integer.toString(spacing),
                        options.rigBy(),
                        Boolean.toString(nativeLoop)))) {
            String[] ports = amplifier.answer().split(" ");
            for (Arm arm : Arm.values()) {
                if (arm != Arm.NATIVE || nativeLoop) {
                    List<String> given = new ArrayList<>(List.of(arm.name(), ports[1], ports[2]));
                    if (arm == Arm.RIG) {
                        given.add(Boolean.toString(options.profile()));
                        given.addAll(options.sets());
                    }
                    PeerProcess loop = PeerProcess.start(MeasuredLoop.class, given);
                    loops.put(arm, loop);
                    String connected = arm == Arm.BARE ? amplifier.ask("await " + arm) : "";
                    loop.answer();
                    if (!connected.equals("connected")) {
                        amplifier.ask("await " + arm);
                    }
                }
            }
            armRig(amplifier, loops.get(Arm.RIG));
            return measure(amplifier, loops);
        } finally {
            for (PeerProcess loop : loops.values()) {
                loop.close();
            }
        }
    }

    private void armRig(PeerProcess amplifier, PeerProcess rig) throws IOException {
        for (int i = 0; i < 60; i++) {
            amplifier.ask("settle " + Arm.RIG + ' ' + Math.round(rateHz));
            if (rig.ask("armed").equals("true")) {
                return;
            }
            requireRunning(rig);
        }
        throw new IOException("the rig was not armed within a minute");
    }

    private static void requireRunning(PeerProcess rig) throws IOException {
        String end = rig.ask("end");
        if (!end.equals("running")) {
            throw new IOException("the rig ended by itself: " + end);
        }
    }

    private EndToEndResult measure(PeerProcess amplifier, Map<Arm, PeerProcess> loops) throws Exception {
        for (Arm arm : loops.keySet()) {
            amplifier.ask("feed " + arm + ' ' + Math.round(WARM_UP_SECONDS * rateHz));
        }
        EndToEndResult result = new EndToEndResult(rateHz, options.samples());
        PeerProcess rig = loops.get(Arm.RIG);
        List<Arm> arms = new ArrayList<>(loops.keySet());
        for (int run = 0; run < options.runs(); run++) {
            rig.ask("stage");
            Map<Arm, EndToEndRun> measured = new EnumMap<>(Arm.class);
            for (int turn = 0; turn < TURNS; turn++) {
                // Each comes first as often as the others.
                for (int i = 0; i < arms.size(); i++) {
                    Arm arm = arms.get((i + turn) % arms.size());
                    String[] words = amplifier
                            .ask("feed " + arm + ' ' + options.samples() / TURNS)
                            .split(" ");
                    result.missing(arm, Long.parseLong(words[0]));
                    EndToEndRun gathered = measured.computeIfAbsent(arm, any -> EndToEndRun.empty());
                    gathered.latency().add(HistogramText.parse(words[1]));
                    gathered.lateness().add(HistogramText.parse(words[2]));
                }
            }
            requireRunning(rig);
            Histogram stage = HistogramText.parse(rig.ask("stage"));
            result.add(measured, stage);
        }
        if (options.profile()) {
            EndToEndProfile.print(EndToEndProfile.parse(rig.ask("profile")), System.out);
        }
        result.refused(rig.ask("finish"));
        return result;
    }
}
