package org.phasor.ui;

import javafx.geometry.Pos;
import javafx.scene.Scene;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import org.phasor.rig.command.ScopeWindow.Controls;

/**
 * The scope of a running session: signal and pulses above, numbers and STOP below. Pulls: {@link #pulse} is called at the
 * screen's pace and looks at the tap. The JavaFX thread only.
 */
final class ScopeView extends BorderPane {

    /** Numbers that change faster cannot be read. */
    private static final long NUMBERS_EVERY_NANOS = 250_000_000;

    private final ScopePlot plot;
    private final StatusStrip strip;
    private final Controls controls;
    private long numbersAtNanos = Long.MIN_VALUE;
    private boolean stopAsked;
    private boolean stopMayBeLost;
    private boolean ended;

    ScopeView(ScopeTap tap, Controls controls) {
        this.controls = controls;
        plot = new ScopePlot(tap);
        strip = new StatusStrip(tap, this::stop);
        getStyleClass().add("scope");
        getStylesheets().add(ScopeView.class.getResource("scope.css").toExternalForm());
        Label title = new Label(tap.signal().title());
        title.getStyleClass().add("title");
        Region between = new Region();
        HBox.setHgrow(between, Priority.ALWAYS);
        HBox top = new HBox(title, between, new ScopeLegend(tap.hasPhase()));
        top.getStyleClass().add("top");
        top.setAlignment(Pos.CENTER_LEFT);
        setTop(top);
        setCenter(plot);
        setBottom(strip);
        sceneProperty().addListener((property, before, now) -> listenTo(now));
    }

    private void listenTo(Scene scene) {
        if (scene != null) {
            // A filter: no control may take these keys for itself.
            scene.addEventFilter(KeyEvent.KEY_PRESSED, event -> {
                if (event.getCode() == KeyCode.SPACE || event.getCode() == KeyCode.ESCAPE) {
                    event.consume();
                    stop();
                }
            });
        }
    }

    /** Draws what has come since. */
    void pulse(long nowNanos) {
        plot.draw();
        if (ended) {
            return;
        }
        if (numbersAtNanos == Long.MIN_VALUE || nowNanos - numbersAtNanos >= NUMBERS_EVERY_NANOS) {
            numbersAtNanos = nowNanos;
            String statusLine = controls.statusLine();
            strip.show(plot.phaseRad(), plot.amplitudeMicrovolts(), statusLine);
            if (stopMayBeLost && !statusLine.isEmpty()) {
                stopMayBeLost = false;
                controls.stop();
            }
        }
    }

    /** The operator's stop; once. */
    void stop() {
        if (stopAsked || ended) {
            return;
        }
        stopAsked = true;
        // A run that has nothing to say yet may not be there to be stopped: it is told again when it is.
        stopMayBeLost = controls.statusLine().isEmpty();
        controls.stop();
        strip.stopping();
    }

    /** The run is over: says so. */
    void ended(String lastWords) {
        plot.draw();
        strip.show(plot.phaseRad(), plot.amplitudeMicrovolts(), lastWords);
        ended = true;
        strip.ended();
    }

    ScopePlot plot() {
        return plot;
    }

    StatusStrip strip() {
        return strip;
    }
}
