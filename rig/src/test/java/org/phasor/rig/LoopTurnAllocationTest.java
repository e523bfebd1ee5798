package org.phasor.rig;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.phasor.acquisition.Sample;
import org.phasor.acquisition.SyntheticSettings;
import org.phasor.acquisition.SyntheticSignal;
import org.phasor.rig.LatencyStages.Stage;
import org.phasor.stimulator.Interlock;
import org.phasor.stimulator.Outcome;
import org.phasor.trigger.Outcomes;

/** The loop as it runs: ring, poller, decision, gate, deliveries, latency of every frame and pulse, and waiting. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class LoopTurnAllocationTest {

    private static final int WARM_UP = 30_000;
    private static final int COUNTED = 60_000;

    /** No object of Java's is smaller. */
    private static final int SMALLEST_OBJECT_BYTES = 16;

    private static final String RIG = """
            format = 1
            [[dsp.signal]]
            name = "mu"
            channel = "C3"
            band-hz = [8.0, 13.0]
            estimator = "echt"
            blank-before-ms = 0
            blank-after-ms = 0
            [trigger]
            phase-deg = 180
            horizon-ms = 40
            min-interval-ms = 200
            [stimulator.limits]
            min-onset-interval-ms = 100
            max-pulses-per-minute = 600
            """;

    /** What may come to a trial: draws, windows, gates, shams, virtual ones, rejected ones that are redone, waits, stages. */
    private static final String TRIALS = """
            format = 1
            [[acquisition.aux]]
            name = "hand"
            class = "emg"
            channel = "C4"
            limit-uv = 80
            [[dsp.signal]]
            name = "mu"
            channel = "C3"
            band-hz = [8.0, 13.0]
            estimator = "echt"
            blank-before-ms = 0
            blank-after-ms = 0
            [trigger]
            horizon-ms = 40
            min-interval-ms = 200
            jitter-ms = 100
            virtual-fraction = 0.15
            max-wait-s = 2
            seed = 11
            [trigger.cross]
            intensity-percent-rmt = [90, 110]
            amplitude-percentile = [[0, 50], [50, 100]]
            [[trigger.condition]]
            name = "peak"
            phase-deg = 0
            [[trigger.condition]]
            name = "random"
            kind = "random-phase"
            [[trigger.condition]]
            name = "none"
            kind = "no-phase"
            [[trigger.condition]]
            name = "sham"
            phase-deg = 0
            sham = true
            [[trigger.stage]]
            name = "first"
            blocks = 3
            [[trigger.stage]]
            name = "break"
            rest-s = 1
            [[trigger.stage]]
            name = "second"
            blocks = 1000
            [stimulator.pattern]
            pulses = 3
            gap-ms = 50
            [stimulator.limits]
            min-onset-interval-ms = 200
            max-pulses-per-pattern = 3
            max-pulses-per-minute = 6000
            max-pulses-per-session = 100000
            """;

    private long now = 1_000_000_000L;

    @ParameterizedTest
    @EnumSource(LoopWaiting.Mode.class)
    void aTurnWithLatencyAllocatesNothing(LoopWaiting.Mode mode) throws Exception {
        EnumSet<Outcome> outcomes = turn(RIG, Outcomes.ASSUMED, mode, 50);
        assertThat(outcomes).contains(Outcome.DELIVERED);
    }

    @ParameterizedTest
    @EnumSource(value = LoopWaiting.Mode.class, names = "BLOCK")
    void norDoTrialsGatesAndWhatTheyAreTold(LoopWaiting.Mode mode) throws Exception {
        EnumSet<Outcome> outcomes = turn(TRIALS, Outcomes.TOLD, mode, 10);
        assertThat(outcomes).contains(Outcome.DELIVERED, Outcome.SHAM, Outcome.VIRTUAL);
    }

    /** Turns the loop through frames without a byte; what became of its decisions. */
    private EnumSet<Outcome> turn(String rigText, Outcomes told, LoopWaiting.Mode mode, int leastPulses)
            throws Exception {
        SyntheticSettings settings = SyntheticSettings.DEFAULTS.withChannels(8);
        SyntheticSignal signal = new SyntheticSignal(settings);
        RigBinding rig = RigBinding.bind(
                RigFile.parse("test.toml", rigText, List.of()), SyntheticSignal.streamInfo(settings, "test"));
        LatencyStages latency = new LatencyStages();
        LoopWaiting waiting = new LoopWaiting(mode);
        Pipeline pipeline = new Pipeline(rig.info().channelCount(), 1, 64, waiting);
        Interlock interlock = Interlock.simulated(
                rig.settings().limits(), rig.settings().stimulator().pattern(), () -> now, pipeline.deliverySink());
        LoopThread loop =
                LoopThread.alone(pipeline, rig.newStep(Refreshes.INLINE, told), interlock, () -> now, waiting, latency);
        pipeline.connect(loop);
        interlock.check();
        loop.tell(OperatorCommand.ARM);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long turned = 0;
        long pulsesBefore = 0;
        for (int i = 0; i < WARM_UP + COUNTED; i++) {
            now = 1_000_000_000L + i * 1_000_000L;
            Sample sample = pipeline.claim();
            signal.next(sample.values);
            sample.index = i;
            sample.stampSeconds = now / 1e9;
            sample.clockCorrectionSeconds = 0;
            sample.arrivalNanos = now;
            sample.flags = 0;
            pipeline.publish();
            pulsesBefore = i == WARM_UP ? interlock.pulses() : pulsesBefore;
            long before = threads.getCurrentThreadAllocatedBytes();
            while (loop.frameCount() <= i) {
                loop.turn();
                now += 10_000;
            }
            turned += i >= WARM_UP ? threads.getCurrentThreadAllocatedBytes() - before : 0;
        }
        assertThat(latency.figures(Stage.PLANNED_TO_ACTUAL).n()).as("pulses").isGreaterThan(leastPulses);
        assertThat(latency.figures(Stage.ARRIVAL_TO_DECISION).n()).isEqualTo(WARM_UP + COUNTED);
        // A class that is used for the first time may cost some hundred bytes, once.
        assertThat(turned)
                .as("bytes: not an object for each pulse, and the less for each frame")
                .isLessThan(SMALLEST_OBJECT_BYTES * (interlock.pulses() - pulsesBefore));
        EnumSet<Outcome> outcomes = EnumSet.noneOf(Outcome.class);
        for (Outcome outcome : Outcome.values()) {
            if (interlock.outcomeCount(outcome) > 0) {
                outcomes.add(outcome);
            }
        }
        return outcomes;
    }
}
