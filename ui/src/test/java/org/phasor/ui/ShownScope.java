package org.phasor.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import javafx.event.Event;
import javafx.event.EventType;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;

/** The real view in a scene, with hands and eyes for tests. The JavaFX thread only, but for {@link #of}. */
final class ShownScope {

    static final double TALL = 800;

    final ScopeView view;
    final Scene scene;
    private long nowNanos = 1_000_000_000L;

    private ShownScope(ScopeTap tap, RecordedControls controls, double width, double height) {
        view = new ScopeView(tap, controls);
        scene = new Scene(view, width, height);
        look();
    }

    static ShownScope of(ScopeRig rig, RecordedControls controls, double width, double height) throws Exception {
        return FxThread.call(() -> new ShownScope(rig.tap, controls, width, height));
    }

    static ShownScope of(RecordedControls controls) throws Exception {
        return of(ScopeRig.phase(1000), controls, 1280, TALL);
    }

    /** A pulse of the screen, a thirtieth of a second later. */
    void look() {
        later(1 / 30.0);
    }

    void later(double seconds) {
        nowNanos += Math.round(seconds * 1e9);
        view.pulse(nowNanos);
        view.applyCss();
        view.layout();
    }

    void press(KeyCode code) {
        send(KeyEvent.KEY_PRESSED, "", code);
        send(KeyEvent.KEY_RELEASED, "", code);
    }

    private void send(EventType<KeyEvent> type, String character, KeyCode code) {
        Node target = scene.getFocusOwner();
        Event.fireEvent(
                target == null ? scene : target,
                new KeyEvent(type, character, code.getName(), code, false, false, false, false));
    }

    /** As a keyboard does it, key by key, into what has the focus. */
    void type(String text) {
        for (char c : text.toCharArray()) {
            KeyCode code = c == ' ' ? KeyCode.SPACE : KeyCode.getKeyCode(String.valueOf(Character.toUpperCase(c)));
            send(KeyEvent.KEY_PRESSED, "", code);
            Node target = scene.getFocusOwner();
            Event.fireEvent(
                    target == null ? scene : target,
                    new KeyEvent(
                            KeyEvent.KEY_TYPED, String.valueOf(c), "", KeyCode.UNDEFINED, false, false, false, false));
            send(KeyEvent.KEY_RELEASED, "", code);
        }
    }

    List<CheckBox> ticks() {
        return all(".check-box", CheckBox.class);
    }

    List<TextField> fields() {
        return all(".text-field", TextField.class);
    }

    List<String> words() {
        return all(".label", Label.class).stream().map(Label::getText).toList();
    }

    Button button(String text) {
        List<Button> found = all(".button", Button.class).stream()
                .filter(button -> button.getText().equals(text))
                .toList();
        assertThat(found).as("buttons called " + text).hasSize(1);
        return found.get(0);
    }

    boolean has(String styleClass) {
        return !all("." + styleClass, Node.class).isEmpty();
    }

    <T extends Node> List<T> all(String selector, Class<T> type) {
        return view.lookupAll(selector).stream()
                .filter(Node::isVisible)
                .map(type::cast)
                .toList();
    }

    /** Ticks and types all that a person has to. */
    void fillIn() {
        ticks().forEach(CheckBox::fire);
        fields().get(0).setText("AB");
        fields().get(1).setText("CD");
    }

    /** To the second step. */
    void goToTheCode() {
        fillIn();
        button("Next").fire();
        look();
    }

    Bounds bounds(Node node) {
        return node.localToScene(node.getBoundsInLocal());
    }
}
