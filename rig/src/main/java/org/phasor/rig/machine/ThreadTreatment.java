package org.phasor.rig.machine;

import com.sun.jna.LastErrorException;
import java.util.BitSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Priority and core of the threads of each role. A real-time thread takes a core from everybody else for as long as it has
 * work, so there is only ever one less of them than there are cores, and only where the loop sleeps between frames.
 *
 * @param realtime whether the loop is a real-time thread
 * @param realtimeSource whether the source is one, too
 * @param nice of the loop when it is none; below 0 is before the others
 * @param core that the loop is bound to
 */
record ThreadTreatment(boolean linux, boolean realtime, boolean realtimeSource, int nice, OptionalInt core) {

    static final ThreadTreatment NONE = new ThreadTreatment(false, false, false, 0, OptionalInt.empty());

    /** Low among the real-time priorities: the kernel's own threads, mostly at 50, stay above. */
    private static final int LOOP_PRIORITY = 10;

    private static final int SOURCE_PRIORITY = 9;
    private static final int FEWEST_CORES = 2;
    private static final int FEWEST_CORES_WITH_SOURCE = 3;
    private static final int NICE_FIRST = -10;
    private static final int NICE_BEHIND = 5;
    private static final String OF_LIMITS = "a line \"rtprio 10\" in limits.conf would";

    /**
     * What the wishes come to on this machine, each tried out on a thread that ends at once.
     *
     * @param had gets what was granted, in words
     * @param not gets what was not, and why
     */
    static ThreadTreatment of(MachineWishes wishes, List<String> had, List<String> not) throws MachineRefusal {
        OptionalInt demanded = number(wishes.loopCore());
        boolean realtimeDemanded = wishes.priority().equals("realtime");
        if (!LinuxCalls.available()) {
            refuseDemands(demanded, realtimeDemanded);
            not.add("priorities and cores: they can be asked for on Linux only");
            return NONE;
        }
        BitSet allowed = CoreMask.own();
        int cores = Math.min(allowed.cardinality(), Runtime.getRuntime().availableProcessors());
        boolean realtime = false;
        int nice = 0;
        if (!wishes.priority().equals("normal")) {
            String whyNotRealtime = whyNotRealtime(wishes.sleeps(), cores, MachineFacts.ofThisMachine());
            realtime = whyNotRealtime.isEmpty();
            if (!realtime && realtimeDemanded) {
                throw new MachineRefusal("rig.priority = \"realtime\": " + whyNotRealtime);
            }
            if (!realtime) {
                nice = failure(() -> nice(NICE_FIRST)).isEmpty() ? NICE_FIRST : 0;
                (nice == 0 ? not : had)
                        .add(
                                nice == 0
                                        ? "a real-time loop: " + whyNotRealtime
                                        : "loop at nice " + nice + " (" + whyNotRealtime + ")");
            } else {
                had.add("loop at real-time priority " + LOOP_PRIORITY);
            }
        }
        OptionalInt core = core(wishes.loopCore(), demanded, allowed, had, not);
        return new ThreadTreatment(true, realtime, realtime && cores >= FEWEST_CORES_WITH_SOURCE, nice, core);
    }

    private static void refuseDemands(OptionalInt core, boolean realtime) throws MachineRefusal {
        if (core.isPresent()) {
            throw new MachineRefusal("rig.loop-core = " + core.getAsInt() + ": threads can be bound on Linux only");
        }
        if (realtime) {
            throw new MachineRefusal("rig.priority = \"realtime\": can be had on Linux only");
        }
    }

    static String whyNotRealtime(boolean sleeps, int cores, MachineFacts facts) {
        if (!sleeps) {
            return "a loop that never sleeps would starve the rest; real time needs rig.waiting = \"block\"";
        }
        if (cores < FEWEST_CORES) {
            return "it needs " + FEWEST_CORES + " cores, so that one stays for the rest; this process has " + cores;
        }
        if (facts.endsLongRealtime()) {
            return "the system would end a loop that works off a backlog; a line \"rttime unlimited\" in limits.conf would"
                    + " change that";
        }
        String refused = failure(() -> realtime(LOOP_PRIORITY));
        return refused.isEmpty() ? "" : "the system refuses it (" + refused + "); " + OF_LIMITS + " allow it";
    }

    private static OptionalInt core(
            String wish, OptionalInt demanded, BitSet allowed, List<String> had, List<String> not)
            throws MachineRefusal {
        if (wish.equals("none")) {
            return OptionalInt.empty();
        }
        OptionalInt core = demanded.isPresent() ? demanded : LoopCore.choose(allowed, MachineFacts.ofThisMachine());
        if (core.isEmpty()) {
            return core;
        }
        if (demanded.isPresent() && allowed.cardinality() == 1) {
            throw new MachineRefusal("rig.loop-core = " + wish + ": this process has one core only, for everything");
        }
        String refused = failure(() -> bind(core.getAsInt()));
        if (refused.isEmpty()) {
            had.add("loop bound to core " + core.getAsInt());
            return core;
        }
        if (demanded.isPresent()) {
            throw new MachineRefusal("rig.loop-core = " + wish + ": the system refuses it (" + refused
                    + "); this process may use cores " + allowed);
        }
        not.add("a core for the loop: the system refuses core " + core.getAsInt() + " (" + refused + ")");
        return OptionalInt.empty();
    }

    private static OptionalInt number(String loopCore) {
        return loopCore.equals("auto") || loopCore.equals("none")
                ? OptionalInt.empty()
                : OptionalInt.of(Integer.parseInt(loopCore));
    }

    /** Makes the calling thread what its role asks for. What is refused now was granted before, and is let go. */
    void apply(QuietMachine.Role role) {
        if (!linux) {
            return;
        }
        try {
            switch (role) {
                case LOOP -> {
                    if (core.isPresent()) {
                        bind(core.getAsInt());
                    }
                    if (realtime) {
                        realtime(LOOP_PRIORITY);
                    } else if (nice != 0) {
                        nice(nice);
                    }
                }
                case SOURCE -> {
                    if (realtimeSource) {
                        realtime(SOURCE_PRIORITY);
                    } else if (nice != 0) {
                        nice(nice);
                    }
                }
                case WATCH -> {
                    if (realtime) {
                        realtime(LOOP_PRIORITY);
                    } else if (nice != 0) {
                        nice(nice);
                    }
                }
                case BEHIND -> nice(NICE_BEHIND);
            }
        } catch (LastErrorException e) {
            // A limit that was lowered meanwhile: the thread runs as it is.
        }
    }

    private static void realtime(int priority) {
        LinuxCalls.sched_setscheduler(0, LinuxCalls.SCHED_FIFO | LinuxCalls.SCHED_RESET_ON_FORK, new int[] {priority});
    }

    private static void nice(int nice) {
        LinuxCalls.setpriority(LinuxCalls.PRIO_PROCESS, 0, nice);
    }

    private static void bind(int core) {
        BitSet one = new BitSet();
        one.set(core);
        CoreMask.bind(one);
    }

    /** Tries it on a thread of its own, which then is no more; empty when it went well, else the system's words. */
    private static String failure(Runnable attempt) {
        AtomicReference<String> failure = new AtomicReference<>("interrupted");
        Thread thread = new Thread(
                () -> {
                    try {
                        attempt.run();
                        failure.set("");
                    } catch (LastErrorException e) {
                        failure.set(words(e));
                    }
                },
                "phasor-try");
        thread.start();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return failure.get();
    }

    private static String words(LastErrorException e) {
        return switch (e.getErrorCode()) {
            case 1 -> "not permitted";
            case 13 -> "not allowed";
            case 22 -> "no such core";
            case 38 -> "it does not know the call";
            default -> "error " + e.getErrorCode();
        };
    }
}
