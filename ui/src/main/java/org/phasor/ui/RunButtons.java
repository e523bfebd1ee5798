package org.phasor.ui;

import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.phasor.rig.command.ScopeWindow.Controls;
import org.phasor.stimulator.InterlockState;

/** Hold and resume, and the mark of an adverse event, which holds as well. The JavaFX thread only. */
final class RunButtons extends HBox {

    /** Who presses hold twice, or after an adverse event, wants no pulse: only a later press resumes. */
    static final long LEAST_HOLD_NANOS = 2_000_000_000L;

    /** A key that is held down repeats itself within this time. */
    private static final long KEY_REPEAT_NANOS = 1_000_000_000L;

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);

    private final Controls controls;
    private final Button hold = new Button("HOLD");
    private final Button adverse = new Button("ADVERSE\nEVENT");
    private final Label noted = new Label();
    private final RepeatedKey holdKey = new RepeatedKey(KEY_REPEAT_NANOS);
    private final RepeatedKey adverseKey = new RepeatedKey(KEY_REPEAT_NANOS);
    private int adverseEvents;
    private InterlockState state = InterlockState.SAFE;
    private long heldSinceNanos;
    private long nowNanos;
    private boolean ended;

    RunButtons(Controls controls) {
        this.controls = controls;
        getStyleClass().add("run-buttons");
        getChildren().addAll(withKey(hold, "H"), withKey(adverse, "A"));
        hold.setOnAction(e -> holdOrResume());
        adverse.setOnAction(e -> adverseEvent());
        noted.getStyleClass().add("noted");
        noted.setMinWidth(0);
        noted.setWrapText(true);
        // Two lines: the strip stays as high as it is.
        noted.setMaxHeight(40);
        noted.managedProperty().bind(noted.textProperty().isNotEmpty());
        hold.setDisable(true);
    }

    private static VBox withKey(Button button, String key) {
        button.setFocusTraversable(false);
        button.getStyleClass().add("run-button");
        button.setMinWidth(128);
        button.setMaxHeight(Double.MAX_VALUE);
        Label caption = new Label("key " + key);
        caption.getStyleClass().add("caption");
        VBox box = new VBox(button, caption);
        box.setAlignment(Pos.CENTER);
        box.setMinWidth(USE_PREF_SIZE);
        return box;
    }

    /** As things are now. */
    void show(InterlockState now, long atNanos) {
        nowNanos = atNanos;
        if (now == InterlockState.HOLD && state != InterlockState.HOLD) {
            heldSinceNanos = atNanos;
        }
        state = now;
        boolean held = now == InterlockState.HOLD;
        hold.setText(held ? "RESUME" : "HOLD");
        hold.setDisable(ended || (held ? !mayResume() : now != InterlockState.RUNNING));
    }

    private boolean mayResume() {
        return nowNanos - heldSinceNanos >= LEAST_HOLD_NANOS;
    }

    void holdKey() {
        if (holdKey.isNew(nowNanos)) {
            holdOrResume();
        }
    }

    void adverseKey() {
        if (adverseKey.isNew(nowNanos)) {
            adverseEvent();
        }
    }

    private void holdOrResume() {
        if (ended) {
            return;
        }
        // Asked anew: the screen may be a frame behind.
        show(controls.state(), nowNanos);
        try {
            if (state == InterlockState.RUNNING) {
                controls.hold();
                heldSinceNanos = nowNanos;
            } else if (state == InterlockState.HOLD && mayResume()) {
                controls.resume();
            }
        } catch (RuntimeException e) {
            noted.setText("not done: " + OneLine.of(e));
        }
    }

    private void adverseEvent() {
        if (ended) {
            return;
        }
        String at = LocalTime.now().format(TIME);
        InterlockState before = controls.state();
        try {
            controls.adverseEvent();
        } catch (RuntimeException e) {
            noted.setText("ADVERSE EVENT of " + at + " NOT MARKED: " + OneLine.of(e));
            return;
        }
        adverseEvents++;
        heldSinceNanos = nowNanos;
        boolean held = before == InterlockState.RUNNING || before == InterlockState.HOLD;
        noted.setText((adverseEvents == 1 ? "Adverse event" : "Adverse event no. " + adverseEvents) + " marked at " + at
                + (held ? ", held" : ""));
    }

    /** Where it says what came of a press. */
    Label noted() {
        return noted;
    }

    void ended() {
        ended = true;
        hold.setDisable(true);
        adverse.setDisable(true);
    }

    Button holdButton() {
        return hold;
    }

    Button adverseButton() {
        return adverse;
    }
}
