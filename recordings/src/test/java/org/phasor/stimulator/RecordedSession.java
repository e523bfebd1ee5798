package org.phasor.stimulator;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.phasor.recordings.PlannedDecision;
import org.phasor.recordings.SampleCursor;
import org.phasor.recordings.SessionFrames;
import org.phasor.recordings.SessionInput;
import org.phasor.recordings.SessionRecording;
import org.phasor.trigger.Decision;

/**
 * What a recording says of a session of {@link InterlockWorld}. The instant of a frame is its one EEG value, that of
 * an event the frame number of its input.
 *
 * @param frames one for each sample
 * @param plans the decisions to fire
 * @param deliveries in their order
 * @param events changes of state and what people and other processes did, in their order
 */
record RecordedSession(List<Frame> frames, List<Plan> plans, List<Delivery> deliveries, List<SessionInput> events) {

    static final String STATE = "state";
    static final String CONFIRM = "confirm";
    static final String SCREEN = "screen";
    static final String SCREEN_GONE = "screen-gone";
    static final String GRANT = "grant";
    static final String CODE_SHOWN = "code-shown";
    static final String CODE_TYPED = "code-typed";
    static final String WATCHDOG = "watchdog";
    static final String STALL = "stall";
    static final String NO_ROOM = "no-room";

    record Frame(long instant, long timeNanos) {}

    record Plan(long instant, long timeNanos, long id, boolean atOnce, long commandNanos, Decision.Intent intent) {

        /** A decision to give a pulse. */
        Plan(long instant, long timeNanos, long id, boolean atOnce, long commandNanos) {
            this(instant, timeNanos, id, atOnce, commandNanos, Decision.Intent.PULSE);
        }
    }

    static RecordedSession read(Path file) throws IOException {
        try (SessionRecording session = SessionRecording.open(file);
                SampleCursor eeg = session.eeg().samples();
                SessionFrames walk = session.walkFrames()) {
            List<Frame> frames = new ArrayList<>();
            while (walk.next() && eeg.next()) {
                frames.add(new Frame((long) eeg.values()[0], walk.timeNanos()));
            }
            List<Plan> plans = new ArrayList<>();
            for (PlannedDecision planned : session.plans()) {
                Decision d = planned.decision();
                if (d.action == Decision.Action.FIRE) {
                    Frame frame = frames.get((int) planned.frame());
                    plans.add(new Plan(frame.instant, frame.timeNanos, d.id, d.atOnce, d.commandNanos, d.intent));
                }
            }
            return new RecordedSession(
                    frames, plans, new ArrayList<>(session.deliveries()), new ArrayList<>(session.inputs()));
        }
    }

    static long number(SessionInput event, String field) {
        return Long.parseLong(event.fields().get(field));
    }
}
