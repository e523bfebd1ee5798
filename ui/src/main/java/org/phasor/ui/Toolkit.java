package org.phasor.ui;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.logging.Level;
import java.util.logging.Logger;
import javafx.application.Platform;

/** Starts JavaFX; where it is running already, that is well. */
final class Toolkit {

    private static final int START_SECONDS = 15;

    /** Held, because loggers are forgotten with their level otherwise. */
    private static final Logger JAVAFX_LOG = Logger.getLogger("javafx");

    private Toolkit() {}

    /**
     * Starts JavaFX, and keeps it running without a window.
     *
     * @throws WindowRefused when it does not come up
     */
    static void start() throws WindowRefused {
        // A raster gains nothing from a graphics card, and a driver that crashes would take the loop with it.
        if (System.getProperty("prism.order") == null
                && System.getProperty("os.name").startsWith("Linux")) {
            System.setProperty("prism.order", "sw");
        }
        // On the class path JavaFX warns that it would rather be a module; nobody who runs this can do anything about
        // it.
        JAVAFX_LOG.setLevel(Level.SEVERE);
        CountDownLatch up = new CountDownLatch(1);
        AtomicReference<Throwable> failure = new AtomicReference<>();
        Thread starter = new Thread(
                () -> {
                    try {
                        Platform.startup(up::countDown);
                        Platform.setImplicitExit(false);
                    } catch (IllegalStateException alreadyRunning) {
                        up.countDown();
                    } catch (RuntimeException | LinkageError e) {
                        failure.set(e);
                        up.countDown();
                    }
                },
                "phasor-scope-start");
        // A daemon: a toolkit that hangs while it starts must not hold the program.
        starter.setDaemon(true);
        starter.start();
        try {
            if (!up.await(START_SECONDS, TimeUnit.SECONDS)) {
                throw new WindowRefused("JavaFX did not start within " + START_SECONDS + " s");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new WindowRefused("interrupted while JavaFX was starting");
        }
        if (failure.get() != null) {
            throw new WindowRefused("JavaFX does not start: " + rootMessage(failure.get()));
        }
    }

    private static String rootMessage(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        String message = root.getMessage() == null ? root.toString() : root.getMessage();
        return message.replaceAll("\\s*\\R\\s*", " ");
    }
}
