package org.phasor.ui;

import org.phasor.rig.command.Phasor;

/** The program with its scope. JavaFX is not touched unless a window is opened. */
public final class PhasorMain {

    private PhasorMain() {}

    public static void main(String[] arguments) {
        JavaFxScope scope = new JavaFxScope(System.err);
        int code = Phasor.execute(scope, arguments);
        scope.awaitGone();
        System.exit(code);
    }
}
