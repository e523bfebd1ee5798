package org.phasor.ui;

import java.util.Locale;
import java.util.OptionalDouble;
import javafx.scene.control.Button;
import org.phasor.rig.command.ScopeWindow.Controls;

/** The dead-man's button: with the seconds until a live device stops because nobody pressed it. The JavaFX thread only. */
final class StillHere extends Button {

    static final double WARNING_SECONDS = 15;

    /** Who clicks twice means it once. */
    private static final long LEAST_APART_NANOS = 250_000_000L;

    /** A key that is held down repeats itself within this time: whatever lies on it is no person. */
    private static final long KEY_REPEAT_NANOS = 1_000_000_000L;

    private static final long FLASH_NANOS = 500_000_000L;
    private static final String WARNING = "still-here-warning";
    private static final String FLASH = "still-here-flash";

    private final Controls controls;
    private final RepeatedKey key = new RepeatedKey(KEY_REPEAT_NANOS);
    private long nowNanos;
    private long confirmedNanos;
    private boolean confirmed;

    StillHere(Controls controls) {
        this.controls = controls;
        getStyleClass().add("still-here");
        setFocusTraversable(false);
        setMaxWidth(Double.MAX_VALUE);
        setMinWidth(0);
        setMinHeight(USE_PREF_SIZE);
        setOnAction(e -> confirm());
        hideAway();
    }

    /**
     * As things are now.
     *
     * @param seconds until it stops; empty while nobody has to confirm
     */
    void show(OptionalDouble seconds, long atNanos) {
        nowNanos = atNanos;
        if (seconds.isEmpty()) {
            hideAway();
            return;
        }
        double left = Math.max(0, seconds.getAsDouble());
        boolean warning = left <= WARNING_SECONDS;
        // Rounded down: it never promises more than there is.
        setText(String.format(
                Locale.ROOT,
                warning ? "STILL HERE?  LIVE DEVICE STOPS IN %.0f s  (Enter)" : "I AM STILL HERE  %.0f s left  (Enter)",
                Math.floor(left)));
        style(WARNING, warning);
        // Half a second on, half a second off: once a second is far from what could harm anybody.
        style(FLASH, warning && Math.floorDiv(atNanos, FLASH_NANOS) % 2 == 0);
        setVisible(true);
        setManaged(true);
    }

    void hideAway() {
        setVisible(false);
        setManaged(false);
    }

    private void style(String styleClass, boolean on) {
        if (!on) {
            getStyleClass().remove(styleClass);
        } else if (!getStyleClass().contains(styleClass)) {
            getStyleClass().add(styleClass);
        }
    }

    /** The key was pressed, or repeats itself: one that is held down counts once. */
    void confirmByKey() {
        if (isVisible() && key.isNew(nowNanos)) {
            confirm();
        }
    }

    private void confirm() {
        if (!isVisible() || confirmed && nowNanos - confirmedNanos < LEAST_APART_NANOS) {
            return;
        }
        confirmed = true;
        confirmedNanos = nowNanos;
        controls.confirm();
    }
}
