package org.phasor.stimulator;

import java.util.ArrayList;
import java.util.List;
import org.phasor.trigger.Decision;
import org.phasor.trigger.Reason;

/** An interlock on a virtual clock, with a device and a sink that do as a test says. One thread. */
final class Bench {

    static final long MILLI = 1_000_000L;
    static final long SECOND = 1000 * MILLI;

    /** A device that notes what the world was like when it was fired. */
    final class Device implements Stimulator {
        final List<Long> firedNanos = new ArrayList<>();
        final List<InterlockState> firedIn = new ArrayList<>();
        int calls;
        boolean ready = true;
        boolean live;
        boolean closed;
        long takesNanos;
        Throwable failure;
        Runnable onReady = () -> {};

        @Override
        public String name() {
            return "fake";
        }

        @Override
        public boolean live() {
            return live;
        }

        @Override
        public void open() {}

        @Override
        public boolean ready() {
            onReady.run();
            return ready;
        }

        @Override
        public void fire(long decisionId, int condition) {
            calls++;
            firedNanos.add(nowNanos);
            firedIn.add(interlock.state());
            nowNanos += takesNanos;
            if (failure instanceof Error e) {
                throw e;
            } else if (failure != null) {
                throw (RuntimeException) failure;
            }
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    /** Keeps what is published; has no room when told so. */
    static final class Sink implements DeliverySink {
        final List<Delivery> taken = new ArrayList<>();
        Delivery claimed;
        boolean full;

        @Override
        public Delivery claim() {
            if (full) {
                return null;
            }
            if (claimed != null) {
                throw new AssertionError("claimed twice without publishing");
            }
            claimed = new Delivery();
            claimed.decisionId = 666;
            claimed.returnedNanos = 666;
            claimed.gateNanos = 666;
            return claimed;
        }

        @Override
        public void publish() {
            taken.add(claimed);
            claimed = null;
        }

        Delivery last() {
            return taken.get(taken.size() - 1);
        }

        List<Outcome> outcomes() {
            return taken.stream().map(d -> d.outcome).toList();
        }
    }

    long nowNanos = -7 * SECOND;
    final Device device = new Device();
    final Sink sink = new Sink();
    final Interlock interlock;
    final Decision decision = new Decision();
    private long lastId;

    Bench(SafetyLimits limits) {
        this(limits, false);
    }

    Bench(SafetyLimits limits, boolean virtual) {
        interlock = new Interlock(
                device,
                List.of(),
                StimulatorSettings.simulated(List.of("peak", "trough")),
                limits,
                () -> nowNanos,
                sink,
                virtual);
    }

    Bench run() {
        interlock.check();
        interlock.arm();
        interlock.start();
        return this;
    }

    /** Decides now, for {@code aheadNanos} from now; returns the number. */
    long fire(long aheadNanos) {
        return fire(nowNanos + aheadNanos, nowNanos, false);
    }

    long fireAtOnce() {
        return fire(nowNanos, nowNanos, true);
    }

    long fire(long commandNanos, long decidedOnNanos, boolean atOnce) {
        decision.hold(Reason.TARGET_REACHED, 1, -1);
        decision.action = Decision.Action.FIRE;
        decision.id = ++lastId;
        decision.commandNanos = commandNanos;
        decision.atOnce = atOnce;
        interlock.schedule(decision, decidedOnNanos);
        return lastId;
    }

    void cancel(long id) {
        decision.hold(Reason.SIGNAL_BROKE, 1, 0);
        decision.action = Decision.Action.CANCEL;
        decision.id = id;
        interlock.schedule(decision, nowNanos);
    }

    /** Decides ten milliseconds ahead, lets them pass, polls, and says what became of it. */
    Outcome pulse() {
        fire(10 * MILLI);
        nowNanos += 10 * MILLI;
        interlock.poll();
        return sink.last().outcome;
    }

    void pass(long nanos) {
        nowNanos += nanos;
    }
}
