package org.phasor.stimulator;

import static org.phasor.stimulator.RecordedSession.CODE_SHOWN;
import static org.phasor.stimulator.RecordedSession.CODE_TYPED;
import static org.phasor.stimulator.RecordedSession.CONFIRM;
import static org.phasor.stimulator.RecordedSession.GRANT;
import static org.phasor.stimulator.RecordedSession.NO_ROOM;
import static org.phasor.stimulator.RecordedSession.SCREEN;
import static org.phasor.stimulator.RecordedSession.SCREEN_GONE;
import static org.phasor.stimulator.RecordedSession.STALL;
import static org.phasor.stimulator.RecordedSession.STATE;
import static org.phasor.stimulator.RecordedSession.WATCHDOG;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.phasor.acquisition.Sample;
import org.phasor.dsp.PhaseEstimate;
import org.phasor.lsl.ChannelFormat;
import org.phasor.lsl.ChannelInfo;
import org.phasor.lsl.StreamInfo;
import org.phasor.recordings.Recorder;
import org.phasor.recordings.SessionHeader;
import org.phasor.recordings.SessionInput;
import org.phasor.trigger.Decision;
import org.phasor.trigger.Reason;

/**
 * An interlock among everything that can go wrong around it, at random: decisions, samples, clocks, people, devices,
 * the watchdog and the ledger. Writes a recording as the rig does. The same for the same seed.
 */
final class InterlockWorld {

    static final long MILLI = 1_000_000L;
    static final long SECOND = 1000 * MILLI;
    private static final ArmingChecklist CHECKLIST =
            new ArmingChecklist("AB", "CD", Set.of(ArmingChecklist.Item.values()), Set.of(), "");

    final SafetyLimits limits;
    final PulsePattern pattern;
    final boolean live;
    final ListedDevice device;

    private final Random random;

    /** How rare trouble is in this world: 1, 6 or 30. */
    private final int calm;

    /** How fast time passes in a step, at most. */
    private final int paceNanos;

    private final int screenEvery;
    private final Recorder recorder;
    private final Interlock interlock;
    private final Sample sample = new Sample(1);
    private final PhaseEstimate[] estimates = {new PhaseEstimate()};
    private final Decision decision = new Decision();
    private final Delivery slot = new Delivery();
    private long nowNanos;
    private long instant;
    private long lastTurnNanos;
    private boolean turned;
    private long lastId;
    private long granted;
    private String code = "none";
    private boolean guardAlive;
    private Alarm guardAlarm;
    private boolean noRoom;
    private int silentSteps;

    InterlockWorld(long seed, Path file) throws IOException {
        random = new Random(seed * 0x9E3779B97F4A7C15L);
        calm = new int[] {1, 6, 30, 30}[random.nextInt(4)];
        live = random.nextBoolean();
        nowNanos = between(-10, 10) * SECOND;
        paceNanos = (int) between(1, 5) * 1_000_000;
        screenEvery = oneIn(3) ? 400 : 4;
        pattern = anyPattern();
        limits = anyLimits();
        StreamInfo eeg = StreamInfo.builder("world", "EEG")
                .channels(List.of(new ChannelInfo("instant", "count", "EEG")))
                .format(ChannelFormat.DOUBLE64)
                .nominalRateHz(500)
                .sourceId("world")
                .build();
        recorder = Recorder.open(file, new SessionHeader(eeg, List.of("mu"), "", Map.of()));
        device = new ListedDevice();
        interlock = new Interlock(
                device,
                List.of(),
                StimulatorSettings.simulated(List.of()).withPattern(pattern),
                limits,
                () -> nowNanos,
                new RecordingSink(),
                false);
        interlock.listener((from, to, why) ->
                note(STATE, Map.of("from", from.name(), "to", to.name(), "why", why, "nanos", "" + nowNanos)));
    }

    private PulsePattern anyPattern() {
        long gapNanos = between(4, 60) * MILLI;
        return switch (random.nextInt(4)) {
            case 0 -> new PulsePattern((int) between(2, 6), gapNanos, false);
            case 1 -> new PulsePattern((int) between(1, 6), gapNanos, true);
            default -> PulsePattern.SINGLE;
        };
    }

    private SafetyLimits anyLimits() {
        return SafetyLimits.BENCH_DEFAULTS
                .with(Limit.MIN_ONSET_INTERVAL, between(5, 60) * MILLI)
                .with(Limit.MAX_PULSES_PER_PATTERN, between(3, 10))
                .with(Limit.MIN_PULSE_GAP, between(2, 20) * MILLI)
                .with(Limit.MAX_PULSES_PER_MINUTE, between(5, oneIn(4) ? 60 : 6000))
                .with(Limit.MAX_PULSES_PER_SESSION, between(10, oneIn(3) ? 30 : 400))
                .with(Limit.MAX_AGE, between(15, 150) * MILLI)
                .with(Limit.LATE_TOLERANCE, between(oneIn(4) ? 0 : 2, 4) * MILLI)
                .with(Limit.MAX_GAP, between(15, 30) * MILLI)
                .with(Limit.MAX_STALL, between(100, 600) * MILLI)
                .with(Limit.CONFIRM_EVERY, between(1, 4) * SECOND);
    }

    private long between(long least, long most) {
        return least + random.nextInt((int) (most - least + 1));
    }

    private boolean oneIn(int n) {
        return random.nextInt(n) == 0;
    }

    private boolean rare(int n) {
        return oneIn(n * calm);
    }

    private void note(String kind, Map<String, String> fields) {
        try {
            recorder.input(new SessionInput(++instant, kind, fields));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void noteNow(String kind) {
        note(kind, Map.of("nanos", "" + nowNanos));
    }

    /** Lives for so many steps, then ends the session in order and closes the recording. */
    void run(int steps) throws IOException {
        for (int i = 0; i < steps; i++) {
            time();
            device.anyMood();
            noRoom = rare(400);
            boolean idle = interlock.state() != InterlockState.RUNNING && oneIn(4);
            switch (idle ? 14 : random.nextInt(20)) {
                case 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13 -> {
                    silentSteps = rare(150) ? (int) between(5, 60) : silentSteps - 1;
                    if (silentSteps <= 0) {
                        frame();
                    }
                    if (!oneIn(20)) {
                        turn();
                    }
                }
                case 14 -> operate();
                case 15 -> others();
                default -> turn();
            }
        }
        noRoom = false;
        device.mood = Mood.WELL;
        interlock.finish();
        turn();
        recorder.close();
        interlock.close();
    }

    private void time() {
        nowNanos += between(0, paceNanos);
        if (rare(800)) {
            nowNanos += between(0, 60) * MILLI;
        }
        if (rare(1500)) {
            nowNanos += between(0, oneIn(5) ? 70_000 : 1500) * MILLI;
        }
        if (rare(1500)) {
            nowNanos -= between(0, oneIn(5) ? 70_000 : 1500) * MILLI;
        }
    }

    private void turn() {
        if (turned && nowNanos - lastTurnNanos > limits.maxStallNanos()) {
            note(STALL, Map.of());
        }
        lastTurnNanos = nowNanos;
        turned = true;
        interlock.poll();
    }

    private void frame() throws IOException {
        sample.timeNanos = nowNanos - between(0, 4_000_000);
        if (rare(1500)) {
            sample.timeNanos = nowNanos + between(-300, 300) * MILLI;
        }
        sample.stampSeconds = sample.timeNanos / 1e9;
        sample.arrivalNanos = nowNanos;
        sample.values[0] = ++instant;
        decision.hold(Reason.WAITING_FOR_TARGET, 0, 0);
        if (oneIn(8)) {
            decision.action = Decision.Action.FIRE;
            decision.reason = Reason.TARGET_REACHED;
            decision.id = oneIn(40) ? Math.max(1, lastId - between(0, 2)) : ++lastId;
            decision.atOnce = oneIn(4);
            decision.intent =
                    oneIn(5) ? oneIn(2) ? Decision.Intent.SHAM : Decision.Intent.VIRTUAL : Decision.Intent.PULSE;
            decision.commandNanos = nowNanos + (oneIn(30) ? between(-200, 300) : between(-1, 12)) * MILLI;
        } else if (oneIn(60)) {
            decision.action = Decision.Action.CANCEL;
            decision.reason = Reason.SIGNAL_BROKE;
            decision.id = Math.max(1, lastId - between(0, 1));
        }
        recorder.frame(sample, estimates, decision);
        sample.index++;
        interlock.schedule(decision, sample.timeNanos);
    }

    /** A person at the console; most often the right thing, now and then anything. What is refused is refused. */
    private void operate() {
        try {
            if (rare(6)) {
                anything();
                return;
            }
            switch (interlock.state()) {
                case SAFE -> interlock.check();
                case CHECKED -> toArmed();
                case ARMED -> interlock.start();
                case HOLD -> interlock.resume();
                case STOPPED -> interlock.reset("again");
                case DONE -> interlock.trip(StopReason.OPERATOR, "to begin anew");
                case RUNNING -> present();
            }
        } catch (IllegalStateException refused) {
            // As it should be; what matters is what is given.
        }
    }

    private void toArmed() {
        if (!live) {
            interlock.arm();
            return;
        }
        switch (random.nextInt(8)) {
            case 0 -> startWatchdog();
            case 1 -> grant();
            case 2 -> arm();
            case 3 -> begin();
            case 4 -> type(oneIn(2));
            default -> {
                startWatchdog();
                grant();
                begin();
                type(true);
                arm();
            }
        }
    }

    private void anything() {
        switch (random.nextInt(15)) {
            case 0 -> interlock.trip(StopReason.OPERATOR, "stop pressed");
            case 1 -> interlock.finish();
            case 2 -> interlock.hold();
            case 3 -> {
                interlock.hold();
                interlock.resume();
            }
            case 4 -> interlock.unexpectedPulse("the box saw one");
            case 5 -> interlock.check();
            case 6 -> arm();
            case 7 -> interlock.start();
            case 8 -> interlock.reset("again");
            case 9 -> begin();
            case 10 -> type(oneIn(2));
            case 11 -> againAtOnce(() -> interlock.trip(StopReason.OPERATOR, "stop pressed"));
            case 12 -> againAtOnce(interlock::finish);
            case 13 -> {
                interlock.screenAlive();
                noteNow(SCREEN);
            }
            default -> {
                interlock.screenGone();
                noteNow(SCREEN_GONE);
            }
        }
    }

    /** An end and a new beginning before the loop turns once more. */
    private void againAtOnce(Runnable end) {
        end.run();
        interlock.trip(StopReason.OPERATOR, "to begin anew");
        interlock.reset("again");
        interlock.check();
        if (live && oneIn(2)) {
            begin();
            type(true);
        }
        arm();
        interlock.start();
    }

    private void arm() {
        interlock.arm();
    }

    private void begin() {
        code = interlock.beginArming(CHECKLIST);
        noteNow(CODE_SHOWN);
    }

    private void type(boolean right) {
        String typed = right ? code : "no";
        try {
            interlock.typeCode(typed);
        } finally {
            note(CODE_TYPED, Map.of("nanos", "" + nowNanos, "right", "" + right));
        }
    }

    private void present() {
        interlock.confirm();
        noteNow(CONFIRM);
        if (oneIn(screenEvery)) {
            interlock.screenAlive();
            noteNow(SCREEN);
        }
    }

    /** The ledger, the watchdog process. */
    private void others() {
        switch (random.nextInt(12 * calm)) {
            case 0 -> {
                if (guardAlive && live) {
                    guardAlive = false;
                    note(WATCHDOG, Map.of("alive", "false"));
                    if (oneIn(2)) {
                        guardAlarm.raise(StopReason.WATCHDOG, "took the lines low");
                    } else {
                        interlock.trip(StopReason.WATCHDOG, "is gone");
                    }
                }
            }
            case 1 -> {
                if (live) {
                    interlock.dose().exhaustedBy(Outcome.VETOED_DAY_LIMIT);
                }
            }
            case 2, 3, 4, 5, 6, 7 -> grant();
            default -> present();
        }
    }

    private void grant() {
        if (live) {
            granted += between(0, 30);
            note(GRANT, Map.of("total", "" + granted));
            interlock.dose().grant(granted);
        }
    }

    private void startWatchdog() {
        try {
            interlock.startWatchdog((task, alarm, mayBeat) -> {
                if (oneIn(10)) {
                    throw new IOException("watchdog: does not come up");
                }
                guardAlive = true;
                guardAlarm = alarm;
                note(WATCHDOG, Map.of("alive", "true"));
                return new Guard();
            });
        } catch (IOException noneCame) {
            // Arming will be refused.
        }
    }

    /** As alive as the world says. */
    private final class Guard implements Watchdog {
        @Override
        public boolean alive() {
            return guardAlive;
        }

        @Override
        public void enforce() {}

        @Override
        public void close() {}
    }

    private final class RecordingSink implements DeliverySink {
        @Override
        public Delivery claim() {
            if (noRoom) {
                note(NO_ROOM, Map.of());
                return null;
            }
            return slot;
        }

        @Override
        public void publish() {
            try {
                recorder.delivery(slot);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** How the device answers. */
    private enum Mood {
        WELL,
        BUSY,
        SLOW,
        TURNS_THE_CLOCK_BACK,
        FAILS,
        THROWS,
        OVERFLOWS,
        RAISES_AN_ALARM,
        RAISES_AN_ALARM_WHILE_JUDGED,
        IS_SUSPENDED_WHILE_JUDGED
    }

    /** Notes every call when it comes in, whatever it then does. */
    final class ListedDevice implements Stimulator {
        final List<FiredPulse> fired = new ArrayList<>();
        private Mood mood = Mood.WELL;

        void anyMood() {
            mood = rare(4) ? Mood.values()[random.nextInt(Mood.values().length)] : Mood.WELL;
        }

        @Override
        public String name() {
            return "listed";
        }

        @Override
        public boolean live() {
            return live;
        }

        @Override
        public void open(Alarm alarm) {}

        @Override
        public boolean ready() {
            if (mood == Mood.RAISES_AN_ALARM_WHILE_JUDGED) {
                interlock.trip(StopReason.DEVICE_FAULT, "listed: hot");
            } else if (mood == Mood.IS_SUSPENDED_WHILE_JUDGED) {
                nowNanos += between(-1_500_000, 3_000_000);
            }
            return mood != Mood.BUSY;
        }

        @Override
        public void fire(long decisionId, int condition) {
            fired.add(new FiredPulse(++instant, nowNanos, pattern.pulsesPerCall(), pattern.gapNanos()));
            switch (mood) {
                case SLOW -> nowNanos += between(0, 20_000_000);
                case TURNS_THE_CLOCK_BACK -> nowNanos -= between(0, 40_000_000);
                case FAILS -> throw new DeviceFailure("listed: no answer");
                case THROWS -> throw new IllegalStateException("bug");
                case OVERFLOWS -> throw new StackOverflowError();
                case RAISES_AN_ALARM -> interlock.trip(StopReason.DEVICE_FAULT, "listed: hot");
                default -> {}
            }
        }

        @Override
        public void makeSafe() {}

        @Override
        public Optional<String> watchdogTask() {
            return live ? Optional.of("hold it low") : Optional.empty();
        }

        @Override
        public void close() {}
    }
}
