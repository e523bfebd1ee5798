package org.phasor.stimulator;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.List;

/**
 * Makes this process deaf to what a console sends to all of its processes at once: interrupt (Ctrl-C), hang-up and
 * suspend (Ctrl-Z). A watchdog that is stopped or gone together with the rig would guard nothing.
 *
 * <p>Ignored from within the process, because that works on every system: a session of its own needs a program that
 * not every system has, and a shell in between needs a shell. By reflection, because the compiler warns of the class and
 * cannot be told not to. The process is still ended by SIGTERM, and then its shutdown hook makes the line safe.
 */
final class ConsoleSignals {

    private static final List<String> NAMES = List.of("INT", "HUP", "TSTP");

    private ConsoleSignals() {}

    /** Where the system does not know a signal, or the runtime lacks the class, nothing is changed. */
    static void ignore() {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            Object ignoring = handler.getField("SIG_IGN").get(null);
            Method handle = signal.getMethod("handle", signal, handler);
            for (String name : NAMES) {
                try {
                    handle.invoke(null, signal.getConstructor(String.class).newInstance(name), ignoring);
                } catch (InvocationTargetException unknownHere) {
                    continue;
                }
            }
        } catch (ReflectiveOperationException notThere) {
            System.err.println("watchdog: cannot ignore the console's signals: " + notThere);
        }
    }
}
