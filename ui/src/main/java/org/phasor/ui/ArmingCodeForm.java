package org.phasor.ui;

import java.util.function.Consumer;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.control.TextFormatter;
import javafx.scene.input.ContextMenuEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** The second step of arming: a code is shown and has to be typed. The JavaFX thread only. */
final class ArmingCodeForm extends VBox {

    private final TextField typed = new TypedOnly();
    private final Label seconds = new Label();

    ArmingCodeForm(String code, Consumer<String> onTyped, Runnable onBack) {
        getStyleClass().add("arming-form");
        setMinHeight(0);
        VBox.setVgrow(this, Priority.ALWAYS);
        Label title = new Label("ARM THE LIVE DEVICE: step 2 of 2");
        title.getStyleClass().addAll("arming-title", "warning");
        Label what = new Label("Type the code. From then on the device is LIVE: its pulses reach the person.");
        what.setWrapText(true);
        what.getStyleClass().addAll("arming-brief", "warning");
        Label shown = new Label(code);
        shown.getStyleClass().add("arming-code");
        shown.setMinWidth(USE_PREF_SIZE);
        typed.getStyleClass().add("arming-typed");
        typed.setPrefColumnCount(5);
        HBox codes = new HBox(shown, typed);
        codes.getStyleClass().add("arming-codes");
        Button arm = button("Arm LIVE", "arming-arm");
        arm.setDisable(true);
        typed.textProperty().addListener((property, before, now) -> arm.setDisable(now.isBlank()));
        Runnable done = () -> {
            if (!typed.getText().isBlank()) {
                onTyped.accept(typed.getText());
            }
        };
        typed.setOnAction(e -> done.run());
        arm.setOnAction(e -> done.run());
        Button back = button("Back", "arming-back");
        back.setOnAction(e -> onBack.run());
        seconds.getStyleClass().add("caption");
        seconds.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(seconds, Priority.ALWAYS);
        HBox end = new HBox(seconds, back, arm);
        end.getStyleClass().add("arming-end");
        getChildren().addAll(title, what, codes, end);
        getChildren().forEach(child -> ((Region) child).setMinHeight(USE_PREF_SIZE));
    }

    private static Button button(String text, String style) {
        Button button = new Button(text);
        button.getStyleClass().add(style);
        button.setFocusTraversable(false);
        button.setMinWidth(USE_PREF_SIZE);
        return button;
    }

    /** How long the code is still good. */
    void showSeconds(long left) {
        seconds.setText("Enter arms; the code is good for " + left + " s");
    }

    void requestFirstFocus() {
        typed.requestFocus();
    }

    /** Takes digits by hand, one by one: a code that is pasted was not read. */
    private static final class TypedOnly extends TextField {

        private static final int DIGITS = 4;

        TypedOnly() {
            setTextFormatter(new TextFormatter<>(change -> change.getText().matches("\\d?")
                            && change.getControlNewText().length() <= DIGITS
                    ? change
                    : null));
            // Its menu offers to paste.
            addEventFilter(ContextMenuEvent.ANY, ContextMenuEvent::consume);
        }

        @Override
        public void paste() {
            // Not here.
        }
    }
}
