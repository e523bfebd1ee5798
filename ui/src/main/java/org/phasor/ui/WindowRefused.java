package org.phasor.ui;

/** No window can be had; the message says why, in one line. */
final class WindowRefused extends Exception {

    private static final long serialVersionUID = 1;

    WindowRefused(String why) {
        super(why);
    }
}
