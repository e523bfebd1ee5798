package org.phasor.rig.command;

import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.Reader;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.phasor.rig.command.ScopeWindow.Controls;
import org.phasor.stimulator.InterlockState;

/**
 * What a person may type while a run goes on: stop, hold, resume, a mark for an adverse event, Enter to show that they
 * are there, and the arming of a live device. Reads on a thread of its own.
 */
final class ConsoleDesk implements Runnable {

    static final String KEYS = "s stops, h holds, r resumes, a marks an adverse event and holds; each with Enter";

    private static final int LONGEST_LINE = 400;

    /** Lines that come closer are a key that is held down, or were pasted, or waited: all of them are one press. */
    private static final long KEY_REPEAT_NANOS = 1_000_000_000L;

    private final Controls controls;
    private final BufferedReader in;
    private final Consumer<String> say;
    private final LongSupplier clock;
    private volatile ArmingDialogue dialogue;
    private boolean adverseEvent;
    private boolean pressed;
    private long pressedNanos;

    ConsoleDesk(Controls controls, Reader in, Consumer<String> say) {
        this(controls, in, say, System::nanoTime);
    }

    ConsoleDesk(Controls controls, Reader in, Consumer<String> say, LongSupplier clock) {
        this.controls = controls;
        this.in = new BufferedReader(in);
        this.say = say;
        this.clock = clock;
    }

    /** The console, when a person sits at it: a file or a pipe is nobody. */
    static Optional<Reader> person() {
        Console console = System.console();
        return console != null && isTerminal(console) ? Optional.of(console.reader()) : Optional.empty();
    }

    /** Since Java 22 there is a console even when nobody is there, and a method to ask. */
    private static boolean isTerminal(Console console) {
        try {
            return (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (NoSuchMethodException older) {
            return true;
        } catch (ReflectiveOperationException e) {
            return false;
        }
    }

    /** Begins to listen. */
    void start() {
        Thread thread = new Thread(this, "phasor-console");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void run() {
        try {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                takeOrSay(line.length() > LONGEST_LINE ? line.substring(0, LONGEST_LINE) : line);
            }
            say.accept("the console was closed: nothing that is typed is read any more; Ctrl-C stops");
        } catch (IOException e) {
            say.accept("the console cannot be read any more: " + e.getMessage());
        }
    }

    /** A command that fails must not take the next stop with it. */
    private void takeOrSay(String line) {
        try {
            take(line);
        } catch (RuntimeException e) {
            say.accept("not done: " + (e.getMessage() == null ? e : e.getMessage()));
        }
    }

    /** Whether a person is being asked questions, which must stay on the screen. Any thread. */
    boolean asks() {
        return dialogue != null;
    }

    /** Takes one line. */
    void take(String typed) {
        String line = typed.strip();
        String word = line.toLowerCase(Locale.ROOT);
        if (dialogue != null && controls.state() != InterlockState.CHECKED) {
            // Armed by another way, or stopped: what is typed now must mean what it says.
            dialogue = null;
            say.accept("the arming here is over: the interlock is " + controls.state());
        }
        if (word.equals("s") || word.equals("stop")) {
            dialogue = null;
            controls.stop();
        } else if (dialogue != null) {
            dialogue = dialogue.answer(line) ? null : dialogue;
        } else {
            command(word);
        }
    }

    private void command(String word) {
        switch (word) {
            case "" -> confirm();
            case "h", "hold" -> {
                controls.hold();
                say.accept("held: nothing fires until r");
            }
            case "r" -> {
                if (adverseEvent) {
                    say.accept("an adverse event was marked: type resume in full to go on");
                } else {
                    resume();
                }
            }
            case "resume" -> resume();
            case "a" -> {
                adverseEvent = true;
                controls.adverseEvent();
                say.accept("adverse event marked; held: nothing fires until resume is typed in full");
            }
            case "arm" -> arm();
            default -> say.accept("\"" + word + "\": not known here; " + KEYS + (controls.live() ? "; arm arms" : ""));
        }
    }

    private void resume() {
        adverseEvent = false;
        controls.resume();
        say.accept("resumed");
    }

    private void confirm() {
        long nowNanos = clock.getAsLong();
        boolean repeated = pressed && nowNanos - pressedNanos < KEY_REPEAT_NANOS;
        pressed = true;
        pressedNanos = nowNanos;
        if (controls.live() && !repeated) {
            controls.confirm();
        }
    }

    private void arm() {
        if (!controls.live()) {
            say.accept("arm: only a live device is armed here; --arm arms bench devices");
        } else if (controls.state() != InterlockState.CHECKED) {
            say.accept("arm: the interlock is " + controls.state() + ": must be CHECKED");
        } else if (controls.whyNotYet().isPresent()) {
            say.accept("NOT ARMED: " + controls.whyNotYet().get());
        } else {
            dialogue = new ArmingDialogue(controls, say);
        }
    }
}
