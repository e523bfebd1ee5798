package org.phasor.rig;

import java.util.Locale;

/** By which way a person reached a session. */
public enum OperatorWay {
    CONSOLE("at the console"),
    WINDOW("in the window"),
    /** The control socket. */
    REMOTE("over the control socket"),
    /** Ctrl-C, or the system's wish that the program ends. */
    SIGNAL("by a signal"),
    /** Nobody: the program itself, as it was told to on its command line. */
    PROGRAM("by the program itself");

    private final String phrase;

    OperatorWay(String phrase) {
        this.phrase = phrase;
    }

    /** In a sentence. */
    String phrase() {
        return phrase;
    }

    /** As it stands in the audit log. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
