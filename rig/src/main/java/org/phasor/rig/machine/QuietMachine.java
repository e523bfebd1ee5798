package org.phasor.rig.machine;

import java.util.ArrayList;
import java.util.List;

/**
 * How the threads of a session are treated by the operating system: the loop first, what writes and draws last. Made once,
 * before the session; each thread then takes its role by itself when it starts.
 */
public final class QuietMachine {

    /** Roles of threads. */
    public enum Role {
        /** Decides and fires. */
        LOOP,
        /** Reads samples from the network: they wait for it. */
        SOURCE,
        /** Measures what the loop is exposed to. */
        WATCH,
        /** Records, draws, learns: nothing of it is urgent. */
        BEHIND
    }

    private final ThreadTreatment treatment;
    private final List<String> notes;

    private QuietMachine(ThreadTreatment treatment, List<String> notes) {
        this.treatment = treatment;
        this.notes = List.copyOf(notes);
    }

    /** All threads stay as they are. */
    public static QuietMachine untouched() {
        return new QuietMachine(ThreadTreatment.NONE, List.of());
    }

    /**
     * Asks for what is wished, and tries it out.
     *
     * @throws MachineRefusal when something that was demanded by name cannot be had
     */
    public static QuietMachine prepare(MachineWishes wishes) throws MachineRefusal {
        List<String> had = new ArrayList<>();
        List<String> not = new ArrayList<>();
        ThreadTreatment treatment = ThreadTreatment.of(wishes, had, not);
        MemoryLock.take(wishes.lockMemory(), MachineFacts.ofThisMachine(), had, not);
        List<String> notes = new ArrayList<>();
        if (!had.isEmpty()) {
            notes.add("quiet machine: " + String.join(", ", had));
        }
        if (!not.isEmpty()) {
            notes.add("quiet machine: without " + String.join("; without ", not) + " (docs/timing.md)");
        }
        return new QuietMachine(treatment, notes);
    }

    /** What a person should know, two lines at most: what was had, and what was not and why. */
    public List<String> notes() {
        return notes;
    }

    /** Lets the collector run once, before it matters; not where everything stays as it is. */
    public void tidyMemory() {
        if (treatment != ThreadTreatment.NONE) {
            System.gc();
        }
    }

    /** To be called by a thread when it starts. Does nothing where nothing can be done. */
    public Runnable as(Role role) {
        return () -> treatment.apply(role);
    }
}
