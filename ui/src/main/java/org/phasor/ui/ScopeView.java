package org.phasor.ui;

import javafx.geometry.Pos;
import javafx.scene.Scene;
import javafx.scene.control.Label;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.stage.Stage;
import org.phasor.rig.command.ScopeWindow.Controls;
import org.phasor.stimulator.InterlockState;

/**
 * The scope of a running session: signal and pulses above, numbers and STOP below, and beside the signal how a live device
 * is armed. Pulls: {@link #pulse} is called at the
 * screen's pace and looks at the tap. The JavaFX thread only.
 */
final class ScopeView extends BorderPane {

    /** Numbers that change faster cannot be read. */
    private static final long NUMBERS_EVERY_NANOS = 250_000_000;

    private static final long TIMING_EVERY_NANOS = 1_000_000_000;

    private final ScopePlot plot;
    private final StatusStrip strip;
    private final RunButtons buttons;
    private final StillHere stillHere;
    private final ArmingPane arming;
    private final Controls controls;
    private long numbersAtNanos = Long.MIN_VALUE;
    private long timingAtNanos = Long.MIN_VALUE;
    private boolean stopAsked;
    private boolean stopMayBeLost;
    private boolean ended;

    ScopeView(ScopeTap tap, Controls controls) {
        this.controls = controls;
        plot = new ScopePlot(tap);
        buttons = new RunButtons(controls);
        stillHere = new StillHere(controls);
        arming = new ArmingPane(controls);
        strip = new StatusStrip(tap, buttons, this::stop);
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
        setBottom(new VBox(stillHere, strip));
        sceneProperty().addListener((property, before, now) -> listenTo(now));
    }

    private void listenTo(Scene scene) {
        if (scene != null) {
            scene.addEventFilter(KeyEvent.KEY_PRESSED, new ScopeKeys(this));
        }
    }

    /** Draws what has come since. */
    void pulse(long nowNanos) {
        plot.draw();
        if (ended) {
            return;
        }
        showState(nowNanos);
        if (numbersAtNanos == Long.MIN_VALUE || nowNanos - numbersAtNanos >= NUMBERS_EVERY_NANOS) {
            numbersAtNanos = nowNanos;
            String statusLine = controls.statusLine();
            showNumbers(statusLine);
            if (stopMayBeLost && !statusLine.isEmpty()) {
                stopMayBeLost = false;
                controls.stop();
            }
        }
        if (timingAtNanos == Long.MIN_VALUE || nowNanos - timingAtNanos >= TIMING_EVERY_NANOS) {
            timingAtNanos = nowNanos;
            controls.timing().ifPresent(strip::showTiming);
        }
        // The last thing: what did not get here was not seen, and who does not see cannot stop.
        if (!iconified()) {
            controls.screenAlive();
        }
    }

    private void showState(long nowNanos) {
        InterlockState state = controls.state();
        boolean live = controls.live();
        strip.showState(state, live);
        buttons.show(state, nowNanos);
        stillHere.show(controls.secondsToConfirm(), nowNanos);
        arming.show(live && state == InterlockState.CHECKED && !stopAsked, nowNanos);
        boolean comes = getRight() == null && !arming.isAway();
        setRight(arming.isAway() ? null : arming);
        if (comes) {
            // Otherwise its first field got the focus, and was scrolled to, past what has to be read first.
            arming.requestFocus();
        }
        strip.showStopKeys(!arming.isAway());
    }

    private void showNumbers(String statusLine) {
        strip.show(plot.phaseRad(), plot.amplitudeMicrovolts(), plot.lastRefusal(), statusLine);
        strip.showTrials(controls.trialLine());
    }

    private boolean iconified() {
        return getScene() != null && getScene().getWindow() instanceof Stage stage && stage.isIconified();
    }

    /** Whether letters and Space go into a field of the arming pane: never when pulses could be given. */
    boolean typing() {
        return arming.isTypedInto() && controls.state() == InterlockState.CHECKED;
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
        showNumbers(lastWords);
        strip.showState(controls.state(), controls.live());
        ended = true;
        buttons.ended();
        stillHere.hideAway();
        setRight(null);
        strip.ended();
    }

    ScopePlot plot() {
        return plot;
    }

    RunButtons buttons() {
        return buttons;
    }

    StillHere stillHere() {
        return stillHere;
    }

    StatusStrip strip() {
        return strip;
    }
}
