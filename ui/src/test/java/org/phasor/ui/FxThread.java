package org.phasor.ui;

import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import javafx.application.Platform;

/** Runs a test's steps on the JavaFX thread, which draws without a screen. */
final class FxThread {

    private FxThread() {}

    static <T> T call(Callable<T> step) throws Exception {
        Toolkit.start();
        FutureTask<T> task = new FutureTask<>(step);
        Platform.runLater(task);
        return task.get(10, TimeUnit.SECONDS);
    }

    static void run(Runnable step) throws Exception {
        call(() -> {
            step.run();
            return null;
        });
    }
}
