package org.phasor.ui;

import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.VBox;
import javafx.scene.shape.Rectangle;
import org.phasor.rig.command.ScopeWindow.Controls;
import org.phasor.stimulator.ArmingChecklist;

/**
 * How a person arms a live device: the checklist, then the code. Stands beside the plot and never over the strip with the
 * STOP button; there is no dialog that could. The JavaFX thread only.
 */
final class ArmingPane extends VBox {

    static final double WIDTH = 480;

    /** A code is good for a minute; what it gives is good for five seconds. */
    private static final long CODE_NANOS = 60_000_000_000L;

    private static final long ARMING_NANOS = 6_000_000_000L;

    /** Which step the person is at. */
    private enum Step {
        AWAY,
        CHECKLIST,
        CODE,
        CODE_ACCEPTED,
        REFUSED
    }

    private final Controls controls;
    private final Label error = new Label();
    private ArmingChecklistForm form;
    private ArmingCodeForm code;
    private Step step = Step.AWAY;
    private long nowNanos;
    private long stepNanos;

    ArmingPane(Controls controls) {
        this.controls = controls;
        getStyleClass().add("arming");
        setPrefWidth(WIDTH);
        setMinWidth(380);
        setMinHeight(0);
        error.getStyleClass().add("arming-error");
        error.setWrapText(true);
        error.setMinHeight(USE_PREF_SIZE);
        // However low the window is, nothing of this is drawn over what is below.
        Rectangle inside = new Rectangle();
        inside.widthProperty().bind(widthProperty());
        inside.heightProperty().bind(heightProperty());
        setClip(inside);
    }

    /**
     * Comes and goes with what is asked for.
     *
     * @param wanted whether a live device waits to be armed
     */
    void show(boolean wanted, long atNanos) {
        nowNanos = atNanos;
        if (!wanted) {
            // Nothing of one arming is left for the next.
            step = Step.AWAY;
            getChildren().clear();
            return;
        }
        switch (step) {
            case AWAY -> begin("");
            case CODE -> {
                long leftNanos = CODE_NANOS - (nowNanos - stepNanos);
                if (leftNanos <= 0) {
                    begin("The code was not typed within a minute: begin anew");
                } else {
                    code.showSeconds(leftNanos / 1_000_000_000);
                }
            }
            case CODE_ACCEPTED -> {
                if (nowNanos - stepNanos > ARMING_NANOS) {
                    begin("The code was right, but the device was not armed within 5 s: begin anew");
                }
            }
            case CHECKLIST, REFUSED -> {}
        }
    }

    boolean isAway() {
        return step == Step.AWAY;
    }

    /** The first step, with nothing ticked. */
    private void begin(String why) {
        try {
            form = new ArmingChecklistForm(
                    controls.armingBrief(), controls.overrides(), controls.lastStop(), this::next);
        } catch (RuntimeException e) {
            at(Step.REFUSED, line("The LIVE device cannot be armed now."), OneLine.of(e));
            return;
        }
        at(Step.CHECKLIST, form, why);
        // Not a field: it would be scrolled to, past what has to be read first.
        requestFocus();
    }

    private void next() {
        try {
            ArmingChecklist checklist = form.checklist();
            code = new ArmingCodeForm(controls.beginArming(checklist), this::typed, () -> begin(""));
        } catch (RuntimeException e) {
            error(OneLine.of(e));
            return;
        }
        at(Step.CODE, code, "");
        code.showSeconds(CODE_NANOS / 1_000_000_000);
        code.requestFirstFocus();
    }

    private void typed(String text) {
        try {
            controls.typeCode(text);
        } catch (RuntimeException e) {
            begin(OneLine.of(e));
            return;
        }
        // The field is gone with this, and Space stops again.
        at(Step.CODE_ACCEPTED, line("The code is right: the LIVE device is being armed."), "");
    }

    private static Label line(String words) {
        Label line = new Label(words);
        line.getStyleClass().addAll("arming-line", "warning");
        line.setWrapText(true);
        line.setMinHeight(USE_PREF_SIZE);
        return line;
    }

    private void at(Step now, Node content, String why) {
        step = now;
        stepNanos = nowNanos;
        getChildren().setAll(content, error);
        error(why);
    }

    private void error(String line) {
        error.setText(line);
        error.setVisible(!line.isEmpty());
        error.setManaged(!line.isEmpty());
    }

    /** Whether what is typed goes into a field of this pane. */
    boolean isTypedInto() {
        return !isAway()
                && getScene() != null
                && getScene().getFocusOwner() instanceof TextField field
                && isAround(field);
    }

    private boolean isAround(Node node) {
        for (Node at = node; at != null; at = at.getParent()) {
            if (at == this) {
                return true;
            }
        }
        return false;
    }
}
