package org.phasor.ui;

/** What went wrong, in one line for a person. */
final class OneLine {

    private OneLine() {}

    static String of(RuntimeException failure) {
        String message = failure.getMessage();
        return (message == null ? failure.toString() : message).replaceAll("\\s*\\R\\s*", " ");
    }
}
