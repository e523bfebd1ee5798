package org.phasor.ui;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import javafx.animation.AnimationTimer;
import javafx.animation.PauseTransition;
import javafx.application.Platform;
import javafx.scene.Scene;
import javafx.stage.Stage;
import javafx.util.Duration;
import org.phasor.rig.command.ScopeWindow.Controls;

/**
 * The window that holds a {@link ScopeView}. Its methods may be called by any thread. A person who closes it stops the run;
 * it goes when the run has ended.
 */
final class ScopeStage {

    static final int LAST_WORDS_MS = 2000;

    /** Every second pulse of the toolkit is drawn: 30 a second are enough for the eye, and the loop needs the processor. */
    private static final long LEAST_FRAME_NANOS = 25_000_000;

    private static final int OPEN_SECONDS = 10;
    private static final int MOST_WAIT_MS = LAST_WORDS_MS + 1500;

    /** The run's own end upon a signal takes 10 s at the most. */
    private static final int MOST_ENDING_MS = 10_500;

    private static final long SCREEN_HANGS_NANOS = 1_000_000_000;

    /** The run's summary is printed after its end. */
    private static final int SUMMARY_MS = 500;

    private static final double WIDTH = 1280;
    private static final double HEIGHT = 800;

    private final CountDownLatch over = new CountDownLatch(1);
    private final CountDownLatch gone = new CountDownLatch(1);
    private final ScopeView view;
    private final Stage stage;
    private final AnimationTimer timer;
    private boolean closeAsked;
    private volatile long pulsedAtNanos = System.nanoTime();

    private ScopeStage(ScopeTap tap, String title, Controls controls) {
        view = new ScopeView(tap, controls);
        timer = new AnimationTimer() {
            private long lastNanos;

            @Override
            public void handle(long nowNanos) {
                pulsedAtNanos = System.nanoTime();
                if (nowNanos - lastNanos >= LEAST_FRAME_NANOS) {
                    lastNanos = nowNanos;
                    view.pulse(nowNanos);
                }
            }
        };
        stage = new Stage();
        stage.setTitle(title);
        stage.setScene(new Scene(view, WIDTH, HEIGHT));
        stage.setMinWidth(820);
        stage.setMinHeight(420);
        stage.setOnCloseRequest(event -> {
            event.consume();
            close();
        });
        stage.show();
        timer.start();
    }

    /**
     * Opens the window; returns when it is there.
     *
     * @throws WindowRefused when it does not come
     */
    static ScopeStage open(ScopeTap tap, String title, Controls controls) throws WindowRefused {
        Toolkit.start();
        CountDownLatch done = new CountDownLatch(1);
        AtomicReference<ScopeStage> opened = new AtomicReference<>();
        AtomicReference<RuntimeException> failure = new AtomicReference<>();
        Platform.runLater(() -> {
            try {
                opened.set(new ScopeStage(tap, title, controls));
            } catch (RuntimeException e) {
                failure.set(e);
            }
            done.countDown();
        });
        try {
            if (!done.await(OPEN_SECONDS, TimeUnit.SECONDS)) {
                throw new WindowRefused("it did not open within " + OPEN_SECONDS + " s");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new WindowRefused("interrupted while it was opening");
        }
        if (failure.get() != null) {
            throw new WindowRefused("it cannot be opened: " + failure.get());
        }
        Runtime.getRuntime().addShutdownHook(new Thread(opened.get()::leaveBeforeExit, "phasor-scope-exit"));
        return opened.get();
    }

    /** Closing stops the run, whose end then takes the window away; closing it again takes it away at once. */
    private void close() {
        if (closeAsked) {
            go();
        }
        closeAsked = true;
        view.stop();
    }

    /** The run is over: shows the last words for a while, then goes. A person who wanted it gone is not kept waiting. */
    void ended(String lastWords) {
        over.countDown();
        Platform.runLater(() -> {
            view.ended(lastWords);
            if (closeAsked) {
                go();
            } else {
                closeAsked = true;
                PauseTransition reading = new PauseTransition(Duration.millis(LAST_WORDS_MS));
                reading.setOnFinished(e -> go());
                reading.play();
            }
        });
    }

    private void go() {
        timer.stop();
        stage.hide();
        gone.countDown();
    }

    /** Waits until the window is gone, but not longer than the last words take: a screen that hangs holds nobody up. */
    void awaitGone() {
        // Without last words the run failed before it could say any.
        if (over.getCount() > 0) {
            over.countDown();
            Platform.runLater(this::go);
        }
        await(gone, MOST_WAIT_MS);
    }

    /**
     * The exit of a JVM runs the graphics libraries' own exit code, which waits for ever for a screen that has stopped
     * answering. When there is such a screen the process goes by force, once the run has been ended in order. (The
     * toolkit cannot be asked any more: it ends at the same time.)
     */
    private void leaveBeforeExit() {
        boolean hangs = System.nanoTime() - pulsedAtNanos > SCREEN_HANGS_NANOS;
        await(over, MOST_ENDING_MS);
        if (hangs && !await(gone, SUMMARY_MS)) {
            ForcedEnd.because("the screen does not answer");
        }
    }

    ScopeView view() {
        return view;
    }

    private static boolean await(CountDownLatch latch, int atMostMs) {
        try {
            return latch.await(atMostMs, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
