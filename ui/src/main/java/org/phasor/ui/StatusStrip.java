package org.phasor.ui;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.phasor.rig.SessionTiming;
import org.phasor.rig.command.RefusalWords;
import org.phasor.rig.command.TimingWords;
import org.phasor.stimulator.InterlockState;
import org.phasor.stimulator.Outcome;

/** How the run is doing, in words and numbers, and the button that ends it. The JavaFX thread only. */
final class StatusStrip extends VBox {

    private static final String NOTHING = "–";
    private static final String STOP_KEYS = "Space or Esc";
    private static final String STOP_KEYS_WHILE_TYPING = "Esc; Space too, outside the fields";

    private final ScopeTap tap;
    private final Label running = new Label("0:00");
    private final Label pulses = new Label("0");
    private final Label pulsesCaption = caption("pulses");
    private final Label vetoes = new Label("0");
    private final Label reasons = caption("vetoes");
    private final Label phase = new Label(NOTHING);
    private final Label amplitude = new Label(NOTHING);
    private final Label latency = new Label(NOTHING);
    private final Label latencyCaption = caption("p50 / p99 to decide");
    private final Label status = new Label();
    private final Label trials = new Label();
    private final Label refusal = new Label();
    private final StateBadge badge = new StateBadge();
    private final Label stopKeys = caption(STOP_KEYS);
    private final Button stop = new Button("STOP");

    StatusStrip(ScopeTap tap, RunButtons buttons, Runnable onStop) {
        this.tap = tap;
        getStyleClass().add("strip");
        HBox cells = new HBox(badge, cell(running, caption("running"), 80), cell(pulses, pulsesCaption, 90));
        if (tap.hasPhase()) {
            String ahead = String.format(Locale.ROOT, "phase %.0f ms ahead", tap.lookAheadMs());
            cells.getChildren().addAll(cell(phase, caption(ahead), 125), cell(amplitude, caption("amplitude"), 115));
        }
        // Gives way where the window is narrow: the button must not.
        latency.setMinWidth(0);
        latencyCaption.setMinWidth(0);
        VBox fast = cell(latency, latencyCaption, 0);
        fast.setPrefWidth(290);
        cells.getChildren().add(fast);
        // Last, because the reasons may be many.
        VBox why = cell(vetoes, reasons, 0);
        HBox.setHgrow(why, Priority.ALWAYS);
        reasons.setMinWidth(0);
        cells.getChildren().add(why);
        cells.getStyleClass().add("cells");
        status.getStyleClass().add("status");
        status.setWrapText(true);
        trials.getStyleClass().add("status");
        trials.managedProperty().bind(trials.textProperty().isNotEmpty());
        refusal.getStyleClass().add("status");
        refusal.managedProperty().bind(refusal.textProperty().isNotEmpty());
        VBox words = new VBox(buttons.noted(), trials, refusal, status);
        words.getStyleClass().add("words");
        words.setAlignment(Pos.CENTER_LEFT);
        words.setMinWidth(0);
        HBox.setHgrow(words, Priority.ALWAYS);
        stop.getStyleClass().add("stop");
        stop.setFocusTraversable(false);
        stop.setMinWidth(230);
        stop.setOnAction(e -> onStop.run());
        VBox button = new VBox(stop, stopKeys);
        button.setAlignment(Pos.CENTER);
        button.setMinWidth(USE_PREF_SIZE);
        buttons.setMinWidth(USE_PREF_SIZE);
        HBox below = new HBox(words, buttons, button);
        below.getStyleClass().add("strip-row");
        below.setAlignment(Pos.CENTER);
        getChildren().addAll(cells, below);
        setMinHeight(USE_PREF_SIZE);
    }

    private static Label caption(String text) {
        Label caption = new Label(text);
        caption.getStyleClass().add("caption");
        return caption;
    }

    /** Wide enough for all numbers: nothing moves when they change. */
    private static VBox cell(Label value, Label caption, double minWidth) {
        value.getStyleClass().add("value");
        VBox cell = new VBox(value, caption);
        cell.setMinWidth(minWidth);
        return cell;
    }

    /** Where the interlock stands. */
    void showState(InterlockState state, boolean live) {
        badge.show(state, live);
    }

    /** Which keys stop: Space types while a field of the arming pane has the focus. */
    void showStopKeys(boolean arming) {
        stopKeys.setText(arming ? STOP_KEYS_WHILE_TYPING : STOP_KEYS);
    }

    /** Shows the numbers of now. */
    void show(double phaseRad, double amplitudeMicrovolts, String lastRefusal, String statusLine) {
        long seconds = (long) (tap.samples().published() / tap.rateHz());
        running.setText(String.format(Locale.ROOT, "%d:%02d", seconds / 60, seconds % 60));
        long given = 0;
        long refused = 0;
        List<String> why = new ArrayList<>();
        List<String> cancelled = new ArrayList<>();
        for (Outcome outcome : Outcome.values()) {
            long count = tap.count(outcome);
            given += outcome.counts() ? count : 0;
            refused += outcome.isVeto() ? count : 0;
            if (count > 0 && OutcomeLook.of(outcome) == OutcomeLook.REFUSED) {
                (outcome.isVeto() ? why : cancelled).add(count + " " + RefusalWords.words(outcome));
            }
        }
        long virtual = tap.count(Outcome.VIRTUAL);
        long sham = tap.count(Outcome.SHAM);
        boolean virtualOnly = given == 0 && sham == 0 && virtual > 0;
        pulses.setText(Long.toString(virtualOnly ? virtual : given));
        pulsesCaption.setText(virtualOnly ? "pulses, virtual" : "pulses" + withheld(sham, virtual));
        vetoes.setText(Long.toString(refused));
        reasons.setText("vetoes"
                + (why.isEmpty() ? "" : ": " + String.join(", ", why))
                + (cancelled.isEmpty() ? "" : "; " + String.join(", ", cancelled)));
        phase.setText(Double.isNaN(phaseRad) ? NOTHING : degrees(phaseRad));
        amplitude.setText(
                Double.isNaN(amplitudeMicrovolts)
                        ? NOTHING
                        : String.format(Locale.ROOT, "%.1f µV", amplitudeMicrovolts));
        refusal.setText(lastRefusal.isEmpty() ? "" : "last refusal: " + lastRefusal);
        status.setText(statusLine);
    }

    /** How the trials stand, in words; empty when there are none. */
    void showTrials(String line) {
        trials.setText(line);
    }

    private static String withheld(long sham, long virtual) {
        return (sham > 0 ? ", " + sham + " sham" : "") + (virtual > 0 ? ", " + virtual + " virtual" : "");
    }

    /** Shows how fast decisions were in the last minute, and what of the horizon they left. */
    void showTiming(SessionTiming timing) {
        latency.setText(TimingWords.decision(timing));
        latencyCaption.setText(TimingWords.decisionAndLeft(timing));
    }

    private static String degrees(double rad) {
        return String.format(Locale.ROOT, "%d°", Math.round(Math.toDegrees(rad)))
                .replace('-', '−');
    }

    /** A stop is on its way: the button has done its work. */
    void stopping() {
        stop.setText("STOPPING");
        stop.setDisable(true);
    }

    /** The run is over: there is nothing left to stop. */
    void ended() {
        stop.setText("ENDED");
        stop.setDisable(true);
    }

    Button stopButton() {
        return stop;
    }
}
