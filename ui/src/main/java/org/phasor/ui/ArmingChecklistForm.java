package org.phasor.ui;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextField;
import javafx.scene.control.TextFormatter;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.phasor.stimulator.ArmingChecklist;

/**
 * The first step of arming: what will be armed, and what a person says yes to, one by one. Nothing is ticked when it comes,
 * and nothing ticks more than one. The JavaFX thread only.
 */
final class ArmingChecklistForm extends VBox {

    private static final int LONGEST_REASON = 200;

    private final Map<String, CheckBox> overrides = new LinkedHashMap<>();
    private final Map<ArmingChecklist.Item, CheckBox> items = new EnumMap<>(ArmingChecklist.Item.class);
    private final TextField initials = field(8);
    private final TextField secondInitials = field(8);
    private final TextField reason = field(LONGEST_REASON);
    private final boolean reasonNeeded;
    private final Label missing = new Label();
    private final Button next = new Button("Next");

    ArmingChecklistForm(List<String> brief, List<String> overrideKeys, Optional<String> lastStop, Runnable onNext) {
        reasonNeeded = lastStop.isPresent();
        getStyleClass().add("arming-form");
        VBox questions = new VBox();
        questions.getStyleClass().add("arming-questions");
        brief.forEach(line -> questions.getChildren().add(wrapped(line, "arming-brief")));
        for (String key : overrideKeys) {
            CheckBox box = tick("Override " + key + ": I have read it aloud and stand by it");
            box.getStyleClass().add("warning");
            overrides.put(key, box);
            questions.getChildren().add(box);
        }
        for (ArmingChecklist.Item item : ArmingChecklist.Item.values()) {
            CheckBox box = tick(item.question());
            items.put(item, box);
            questions.getChildren().add(box);
        }
        HBox people = new HBox(named("Your initials", initials), named("Second person's initials", secondInitials));
        people.getStyleClass().add("arming-people");
        questions.getChildren().add(people);
        lastStop.ifPresent(words -> questions
                .getChildren()
                .addAll(
                        wrapped("The last session of this subject was stopped: " + words, "warning"),
                        named("Why this one may begin", reason)));
        ScrollPane scroll = new ScrollPane(questions);
        scroll.setFitToWidth(true);
        scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        scroll.setFocusTraversable(false);
        scroll.setMinHeight(0);
        setMinHeight(0);
        VBox.setVgrow(scroll, Priority.ALWAYS);
        VBox.setVgrow(this, Priority.ALWAYS);
        next.getStyleClass().add("arming-next");
        next.setFocusTraversable(false);
        next.setMinWidth(USE_PREF_SIZE);
        next.setOnAction(e -> onNext.run());
        missing.getStyleClass().add("caption");
        missing.setWrapText(true);
        HBox.setHgrow(missing, Priority.ALWAYS);
        missing.setMaxWidth(Double.MAX_VALUE);
        HBox end = new HBox(missing, next);
        end.setAlignment(Pos.CENTER_LEFT);
        end.getStyleClass().add("arming-end");
        end.setMinHeight(USE_PREF_SIZE);
        Label title = new Label("ARM THE LIVE DEVICE: step 1 of 2");
        title.getStyleClass().addAll("arming-title", "warning");
        title.setMinHeight(USE_PREF_SIZE);
        getChildren().addAll(title, scroll, end);
        for (TextField field : List.of(initials, secondInitials, reason)) {
            field.textProperty().addListener((property, before, now) -> lookForWhatIsMissing());
        }
        lookForWhatIsMissing();
    }

    private static TextField field(int longest) {
        TextField field = new TextField();
        field.setTextFormatter(
                new TextFormatter<>(change -> change.getControlNewText().length() <= longest ? change : null));
        return field;
    }

    private static Label wrapped(String text, String style) {
        Label label = new Label(text);
        label.getStyleClass().add(style);
        label.setWrapText(true);
        label.setMinHeight(USE_PREF_SIZE);
        return label;
    }

    private CheckBox tick(String question) {
        CheckBox box = new CheckBox(question);
        box.setWrapText(true);
        box.setMinHeight(USE_PREF_SIZE);
        // Space stops: the keyboard is for the fields.
        box.setFocusTraversable(false);
        box.selectedProperty().addListener((property, before, now) -> lookForWhatIsMissing());
        return box;
    }

    private static Node named(String name, TextField field) {
        Label label = new Label(name);
        label.getStyleClass().add("caption");
        VBox box = new VBox(label, field);
        HBox.setHgrow(box, Priority.ALWAYS);
        return box;
    }

    private void lookForWhatIsMissing() {
        List<String> words = new ArrayList<>();
        long ticks = overrides.values().stream()
                        .filter(box -> !box.isSelected())
                        .count()
                + items.values().stream().filter(box -> !box.isSelected()).count();
        if (ticks > 0) {
            words.add(ticks == 1 ? "1 tick" : ticks + " ticks");
        }
        if (initials.getText().isBlank()) {
            words.add("your initials");
        }
        if (secondInitials.getText().isBlank()) {
            words.add("second person's initials");
        }
        if (reasonNeeded && reason.getText().isBlank()) {
            words.add("the reason");
        }
        missing.setText(words.isEmpty() ? "" : "Still missing: " + String.join(", ", words));
        next.setDisable(!words.isEmpty());
    }

    /**
     * What the person has confirmed.
     *
     * @throws IllegalArgumentException in one line, when something cannot be so
     */
    ArmingChecklist checklist() {
        Set<ArmingChecklist.Item> confirmed = EnumSet.noneOf(ArmingChecklist.Item.class);
        items.forEach((item, box) -> {
            if (box.isSelected()) {
                confirmed.add(item);
            }
        });
        Set<String> read = new LinkedHashSet<>();
        overrides.forEach((key, box) -> {
            if (box.isSelected()) {
                read.add(key);
            }
        });
        return new ArmingChecklist(
                initials.getText().strip(),
                secondInitials.getText().strip(),
                confirmed,
                read,
                reason.getText().strip());
    }
}
