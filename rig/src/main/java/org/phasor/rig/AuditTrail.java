package org.phasor.rig;

import java.io.IOException;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import org.phasor.recordings.audit.AuditLog;
import org.phasor.stimulator.Delivery;
import org.phasor.stimulator.InterlockListener;
import org.phasor.stimulator.InterlockState;
import org.phasor.trigger.Decision;

/**
 * What goes into a session's audit log, in the order in which it came. Anybody may say something, without waiting; the
 * recorder's thread writes it down, and the session's own thread once that has ended. A log that cannot be written is
 * told once.
 */
final class AuditTrail implements InterlockListener {

    /** Something to write down. */
    interface Record {
        void writeTo(AuditLog log) throws IOException;
    }

    private final AuditLog log;
    private final List<String> conditions;
    private final Consumer<String> failed;
    private final Queue<Record> waiting = new ConcurrentLinkedQueue<>();

    /**
     * @param conditions names by index
     * @param failed is told why the log cannot be written, on the writing thread
     */
    AuditTrail(AuditLog log, List<String> conditions, Consumer<String> failed) {
        this.log = log;
        this.conditions = conditions;
        this.failed = failed;
    }

    @Override
    public void changed(InterlockState from, InterlockState state, String why) {
        say(to -> to.stateChange(from, state, why));
    }

    /** What a person did, and by which way. */
    void command(OperatorWay way, String what) {
        say(to -> to.command(what, way.word()));
    }

    /** Leaves it to the writing thread. */
    void say(Record something) {
        waiting.add(something);
    }

    /** Writes a decision to stimulate, or to withdraw; the writing thread. */
    void decision(long frame, Decision decision) {
        drain();
        boolean named = decision.condition >= 0 && decision.condition < conditions.size();
        write(to -> to.decision(frame, decision, named ? conditions.get(decision.condition) : ""));
    }

    /** Writes what became of a pulse; the writing thread. */
    void delivery(Delivery delivery) {
        drain();
        write(to -> to.delivery(delivery));
    }

    /** Writes what waits; the writing thread. */
    void drain() {
        for (Record next = waiting.poll(); next != null; next = waiting.poll()) {
            write(next);
        }
        write(AuditLog::forceIfDue);
    }

    private void write(Record something) {
        try {
            something.writeTo(log);
        } catch (IOException e) {
            failed.accept(e.getMessage());
        }
    }
}
