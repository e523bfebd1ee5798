package org.phasor.trigger;

/** What happens when a trial has waited for as long as it may. */
public enum AfterWait {
    /** It is put off behind the others that are left of its block; the last one waits on. */
    LATER("later"),
    /** It is left out. */
    SKIP("skip"),
    /** It is given at once, without phase, amplitude and other signals. */
    FIRE("fire"),
    /** No more trials are given. */
    END("end");

    private final String key;

    AfterWait(String key) {
        this.key = key;
    }

    /** What rig files call it. */
    public String key() {
        return key;
    }
}
