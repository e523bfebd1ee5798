package org.phasor.rig;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import org.phasor.acquisition.RigClock;
import org.phasor.acquisition.Sample;
import org.phasor.acquisition.SourceEnd;
import org.phasor.acquisition.SyntheticSettings;
import org.phasor.acquisition.SyntheticSignal;
import org.phasor.lsl.StreamInfo;
import org.phasor.recordings.Recorder;
import org.phasor.recordings.audit.AuditLog;
import org.phasor.stimulator.Interlock;
import org.phasor.stimulator.MoodyDevice;
import org.phasor.trigger.Outcomes;

/**
 * The real pipeline, loop, interlock, learner and recorder on a clock that the test turns, in a session in which everything
 * happens that reaches the policy from outside: pauses, a busy device, late polls, lost and unusable samples, clock corrections,
 * a learner that is late. The same for the same seed.
 */
public final class EventfulRig implements AutoCloseable {

    private static final String RIG = """
            format = 1
            [[dsp.signal]]
            name = "mu"
            channel = "C3"
            band-hz = [8.0, 13.0]
            estimator = "adaptive"
            blank-before-ms = 0
            blank-after-ms = 0
            [trigger]
            horizon-ms = 60
            min-interval-ms = 300
            jitter-ms = 200
            virtual-fraction = 0.15
            seed = 11
            [trigger.cross]
            intensity-percent-rmt = [90, 110]
            [[trigger.condition]]
            name = "peak"
            phase-deg = 0
            [[trigger.condition]]
            name = "trough"
            phase-deg = 180
            [[trigger.condition]]
            name = "random"
            kind = "random-phase"
            [[trigger.condition]]
            name = "sham"
            phase-deg = 0
            sham = true
            [[trigger.stage]]
            name = "first"
            trials = 60
            [[trigger.stage]]
            name = "break"
            rest-s = 5
            [[trigger.stage]]
            name = "second"
            blocks = 5
            [stimulator.limits]
            min-onset-interval-ms = 200
            max-pulses-per-minute = 6000
            """;

    private static final SyntheticSettings SIGNAL =
            SyntheticSettings.DEFAULTS.withRateHz(500).withChannels(2).withNoise(20, 1);

    static final int CORRECTIONS = 20;
    private static final long START_NANOS = 1_000_000_000L;
    private static final long STEP_NANOS = 100_000;

    final Path recording;
    final MoodyDevice device = new MoodyDevice();
    final Interlock interlock;
    final TrialCounter trials;
    final LoopThread loop;

    private final Random random;
    private final double rateHz;
    private final SyntheticSignal signal;
    private final Pipeline pipeline;
    private final RingReader reader;
    private final Learner learner;
    private final Recorder recorder;
    private final AuditLog audit;
    private final Markers markers = new Markers();
    private long now = START_NANOS;
    private long index;
    private long place;
    private double correction;
    private int corrections;

    /** Records a session to the end of its trials; a bit over a minute of signal. */
    public static Path record(Path folder, long seed) throws Exception {
        try (EventfulRig rig = new EventfulRig(RIG, SIGNAL, folder, seed)) {
            rig.run(240, second -> {
                switch ((int) second) {
                    case 20 -> rig.loop.tell(OperatorCommand.ARM);
                    case 26, 47 -> rig.loop.tell(OperatorCommand.HOLD);
                    case 31, 49 -> rig.loop.tell(OperatorCommand.RESUME);
                    case 35, 38, 43 -> rig.device.busy(true);
                    case 37, 40, 44 -> rig.device.busy(false);
                    case 41 -> rig.marker("block 2 begins");
                    default -> {}
                }
            });
            assertThat(rig.loop.trialsOver())
                    .as("all were given: %s", rig.trials.status())
                    .isTrue();
            TrialStatus status = rig.trials.status();
            assertThat(status.given()).isEqualTo(100);
            assertThat(status.planned()).isEqualTo(OptionalLong.of(100));
            assertThat(status.waiting()).isEqualTo(TrialStatus.Waiting.DONE);
            assertThat(status.redone()).isPositive();
            return rig.recording;
        }
    }

    EventfulRig(String rigText, SyntheticSettings settings, Path folder, long seed) throws Exception {
        random = new Random(seed);
        StreamInfo info = SyntheticSignal.streamInfo(settings, "test");
        signal = new SyntheticSignal(settings);
        rateHz = settings.rateHz();
        RigBinding rig = RigBinding.bind(RigFile.parse("test.toml", rigText, List.of()), info);
        RigClock clock = () -> now;
        LoopWaiting waiting = new LoopWaiting(LoopWaiting.Mode.SPIN);
        int signals = rig.settings().signals().size();
        pipeline = new Pipeline(info.channelCount(), signals, 1024, waiting);
        interlock = device.interlock(
                rig.settings().limits(), rig.settings().stimulator().pattern(), clock, pipeline.deliverySink());
        RefreshLog refreshes = new RefreshLog();
        PolicyInputLog told = new PolicyInputLog();
        learner = new Learner(signals, refreshes);
        FrameStep step = rig.newStep(learner, Outcomes.TOLD);
        StreamTime streamTime =
                new StreamTime(step.clock(), rig.settings().acquisition().maxLostSamples());
        loop = new LoopThread(
                pipeline.frames(),
                pipeline.loopFrames(),
                step,
                new PolicyInputs(step, interlock, told),
                new TrialsEnd(rateHz),
                interlock,
                clock,
                waiting,
                new LatencyStages(),
                streamTime);
        pipeline.connect(loop);
        recording = folder.resolve("eventful-" + seed + ".xdf");
        recorder =
                Recorder.open(recording, SessionHeaders.of(rig, new SessionOptions(false, folder, List.of()).cold()));
        audit = AuditLog.open(
                folder.resolve("eventful-" + seed + ".audit.jsonl"), AuditHeaders.of(rig, interlock, recording), clock);
        AuditTrail trail = new AuditTrail(audit, rig.settings().stimulator().conditionNames(), detail -> {});
        interlock.listener(trail);
        trials = TrialCounter.of(rig);
        reader = pipeline.addReader(
                "test-recorder",
                new RecorderObserver(
                        recorder,
                        trail,
                        loop,
                        interlock,
                        refreshes,
                        told,
                        markers,
                        rig.signalNames(),
                        List.of(trials, new GapLines(streamTime, recorder))));
        interlock.check();
    }

    /** What happens to the session, by second. */
    interface Events {
        void at(long second);
    }

    /** Feeds the signal in chunks of changing size until the trials are over, or for so long. */
    void run(double mostSeconds, Events events) throws Exception {
        long said = -1;
        while (!loop.trialsOver() && index < mostSeconds * rateHz) {
            long second = (long) (index / rateHz);
            if (second != said) {
                said = second;
                events.at(second);
            }
            chunk();
        }
        pipeline.ended(SourceEnd.FINISHED, "the test is over");
        while (loop.turn()) {
            take();
        }
        take();
    }

    private void chunk() throws Exception {
        int n = 1 + random.nextInt(20);
        boolean lost = random.nextInt(700) == 0;
        place += lost ? 40 : 0;
        if (corrections < CORRECTIONS && random.nextInt(25) == 0) {
            corrections++;
            correction += (random.nextInt(5) == 0 ? 0.03 : 0.0004) * (random.nextBoolean() ? 1 : -1);
        }
        long arrival = START_NANOS + Math.round((place + n - 1) * 1e9 / rateHz) + random.nextInt(3_000_000);
        turnUntil(arrival);
        for (int i = 0; i < n; i++) {
            publish(arrival);
        }
        while (loop.frameCount() < index) {
            long taken = loop.frameCount();
            loop.turn();
            take();
            // Time passes only where the loop waits for a due pulse.
            now += loop.frameCount() == taken ? STEP_NANOS : 0;
        }
        // For three seconds of ten it gets no time: what falls due then is late.
        if (index / rateHz % 10 < 7) {
            learner.turn();
        }
    }

    private void publish(long arrival) {
        Sample sample = pipeline.claim();
        signal.next(sample.values);
        if (random.nextInt(1500) == 0) {
            sample.values[0] = Double.NaN;
        }
        sample.index = index++;
        sample.stampSeconds = START_NANOS / 1e9 - correction + place++ / rateHz;
        sample.clockCorrectionSeconds = correction;
        sample.arrivalNanos = arrival;
        sample.flags = 0;
        pipeline.publish();
    }

    /** Time passes; now and then the loop does not turn for a while. */
    private void turnUntil(long nanos) throws Exception {
        while (now < nanos) {
            now = Math.min(now + (random.nextInt(400) == 0 ? 8_000_000 : STEP_NANOS), nanos);
            loop.turn();
            take();
        }
    }

    private void take() throws Exception {
        while (reader.take()) {
            // Everything that is there.
        }
    }

    void marker(String text) {
        markers.add(loop.frameCount(), now, text);
    }

    @Override
    public void close() throws IOException {
        interlock.close();
        recorder.close();
        audit.close();
    }
}
