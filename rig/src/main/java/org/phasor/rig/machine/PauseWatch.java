package org.phasor.rig.machine;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Watches for pauses of this program while it is open: the collector's, those of the virtual machine, and the
 * scheduler's. Any thread.
 */
public final class PauseWatch implements AutoCloseable {

    private final PauseLog log = new PauseLog();
    private final Optional<VirtualMachinePauses> virtualMachine;
    private final Optional<SchedulerWatch> scheduler;
    private volatile String whyNot = "";

    private PauseWatch(boolean on, Runnable onSchedulerThread) {
        virtualMachine = on ? Optional.of(new VirtualMachinePauses(log, why -> whyNot = why)) : Optional.empty();
        scheduler = on ? Optional.of(new SchedulerWatch(log, onSchedulerThread)) : Optional.empty();
        if (!on) {
            whyNot = "pauses are not watched: rig.pauses = \"no\"";
        }
    }

    /** Watches nothing: every count stays 0, and {@link #whyNot} says so. */
    public static PauseWatch off() {
        return new PauseWatch(false, () -> {});
    }

    /** Begins at once, without waiting for the flight recorder, which takes some tenths of a second. */
    public static PauseWatch start() {
        return start(QuietMachine.untouched());
    }

    /**
     * @param machine treats the watching thread as it treats the loop's, and the flight recorder's as those behind it
     */
    public static PauseWatch start(QuietMachine machine) {
        PauseWatch watch = new PauseWatch(true, machine.as(QuietMachine.Role.WATCH));
        // The recorder's own threads are started by this one, and have its priority.
        Runnable behind = machine.as(QuietMachine.Role.BEHIND);
        Thread starter = new Thread(
                () -> {
                    behind.run();
                    watch.startRecorder();
                },
                "phasor-jfr-start");
        starter.setDaemon(true);
        starter.start();
        watch.scheduler.ifPresent(SchedulerWatch::start);
        return watch;
    }

    private void startRecorder() {
        try {
            virtualMachine.ifPresent(VirtualMachinePauses::start);
        } catch (RuntimeException | LinkageError e) {
            // A virtual machine without a flight recorder, or no room for its file: the rest still works.
            whyNot = "pauses of the virtual machine are not watched: its flight recorder did not start: "
                    + e.getMessage();
        }
    }

    /** Why some pauses, or all, are not seen, in one line; empty when they are. */
    public Optional<String> whyNot() {
        return whyNot.isEmpty() ? Optional.empty() : Optional.of(whyNot);
    }

    /** Those of one kind so far. The virtual machine's are known about a second after they happened. */
    public Pauses pauses(Pause.Kind kind) {
        return log.of(kind);
    }

    /** All kinds, in their order. */
    public Map<Pause.Kind, Pauses> all() {
        Map<Pause.Kind, Pauses> all = new EnumMap<>(Pause.Kind.class);
        for (Pause.Kind kind : Pause.Kind.values()) {
            all.put(kind, log.of(kind));
        }
        return all;
    }

    /** The longest of a kind, longest first; 32 at most. */
    public List<Pause> longest(Pause.Kind kind) {
        return log.longest(kind);
    }

    /** Those, among the newest 256 of all kinds, that were at some time between two times of the rig's clock. */
    public List<Pause> during(long fromNanos, long toNanos) {
        return log.during(fromNanos, toNanos);
    }

    /** Counts from now on only. */
    public void forget() {
        log.forget(System.nanoTime());
    }

    @Override
    public void close() {
        scheduler.ifPresent(SchedulerWatch::stop);
        virtualMachine.ifPresent(VirtualMachinePauses::close);
    }
}
