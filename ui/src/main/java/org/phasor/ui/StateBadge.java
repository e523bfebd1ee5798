package org.phasor.ui;

import java.util.Locale;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;
import org.phasor.stimulator.InterlockState;

/** Where the interlock stands, as a word on a colour, and whether a person is at the other end. The JavaFX thread only. */
final class StateBadge extends VBox {

    private final Label word = new Label();
    private final Label device = new Label();
    private InterlockState shown;
    private boolean shownLive;

    StateBadge() {
        word.getStyleClass().add("state");
        // Wide enough for every word: nothing moves when it changes.
        word.setMinWidth(160);
        device.getStyleClass().addAll("caption", "state-device");
        setMinWidth(USE_PREF_SIZE);
        getChildren().addAll(word, device);
        show(InterlockState.SAFE, false);
    }

    void show(InterlockState state, boolean live) {
        if (state == shown && live == shownLive) {
            return;
        }
        word.setText(state.name());
        if (shown != null) {
            word.getStyleClass().remove(style(shown));
        }
        word.getStyleClass().add(style(state));
        device.setText(live ? "LIVE DEVICE" : "bench device");
        device.getStyleClass().remove("warning");
        if (live) {
            device.getStyleClass().add("warning");
        }
        shown = state;
        shownLive = live;
    }

    private static String style(InterlockState state) {
        return "state-" + state.name().toLowerCase(Locale.ROOT);
    }
}
