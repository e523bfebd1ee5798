package org.phasor.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import javafx.event.Event;
import javafx.geometry.Point2D;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Label;
import javafx.scene.image.PixelReader;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.phasor.stimulator.Outcome;

/** The real view on synthetic frames, looked at pixel by pixel. */
@Timeout(30)
class ScopeViewTest {

    private static final int WIDTH = 1100;
    private static final int HEIGHT = 640;
    /** Below the heads of the marks. */
    private static final int HEAD_Y = 6;

    private final RecordedControls controls = new RecordedControls();
    private ScopeView view;
    private Scene scene;
    private PixelReader pixels;

    private void show(ScopeRig rig) throws Exception {
        FxThread.run(() -> {
            view = new ScopeView(rig.tap, controls);
            scene = new Scene(view, WIDTH, HEIGHT);
            look(1);
        });
    }

    /** A pulse, and a picture of it. */
    private void look(long nanos) {
        view.applyCss();
        view.layout();
        view.pulse(nanos);
        view.layout();
        pixels = scene.snapshot(null).getPixelReader();
    }

    private void lookAgain() throws Exception {
        FxThread.run(() -> look(System.nanoTime()));
    }

    /** A pixel of the plot, by its place in the plot. */
    private int argb(double x, double y) {
        Point2D inScene = view.plot().localToScene(x, y);
        return pixels.getArgb((int) Math.floor(inScene.getX()), (int) Math.floor(inScene.getY()));
    }

    private boolean isTraceNear(double x, double y) {
        for (int dx = -1; dx <= 1; dx++) {
            for (int dy = -1; dy <= 1; dy++) {
                if (argb(x + dx, y + dy) == ScopeColors.TRACE) {
                    return true;
                }
            }
        }
        return false;
    }

    /** The centre of the only head of that colour in the plot's top rows; fails when there is none. */
    private double headCentre(int argb) {
        int first = -1;
        int last = -1;
        for (int x = 80; x < WIDTH - 20; x++) {
            if (argb(x, HEAD_Y) == argb) {
                first = first < 0 ? x : first;
                last = x;
            }
        }
        assertThat(first).as("a head of colour %08x", argb).isPositive();
        return (first + last) / 2.0 + 0.5;
    }

    @Test
    void theTraceIsWhereTheSamplesAre() throws Exception {
        ScopeRig rig = ScopeRig.threshold(500);
        for (int n = 0; n < 5000; n++) {
            // A step up at 4 s, and a slow slope.
            rig.sample(0, (n < 2000 ? 0 : 60) + n / 500.0, 0);
        }
        show(rig);
        FxThread.run(() -> {
            for (int n = 30; n < 5000; n += 77) {
                double value = (n < 2000 ? 0 : 60) + n / 500.0;
                double x = view.plot().xOf(rig.timeNanos(n));
                double y = view.plot().yOf(value);
                assertThat(isTraceNear(x, y))
                        .as("sample %d at %.1f, %.1f", n, x, y)
                        .isTrue();
                assertThat(argb(x, y + 20)).as("below sample %d", n).isNotEqualTo(ScopeColors.TRACE);
            }
            // The newest sample is at the right edge, ten seconds take the whole width.
            double right = view.plot().xOf(rig.timeNanos(4999));
            double perSecond = right - view.plot().xOf(rig.timeNanos(4499));
            assertThat(right).isBetween(WIDTH - 20.0, WIDTH - 18.0);
            assertThat(perSecond).isBetween((WIDTH - 94) / 10.0 - 1.01, (WIDTH - 94) / 10.0 + 1.01);
            // The step is one line without a gap.
            double stepX = view.plot().xOf(rig.timeNanos(2000));
            for (double y = view.plot().yOf(63) + 1; y < view.plot().yOf(5) - 1; y++) {
                assertThat(isTraceNear(stepX, y)).as("the step at %.1f", y).isTrue();
            }
        });
    }

    @Test
    void aDeliveredPulseStandsAtItsTimeAndAVetoedOneLooksDifferent() throws Exception {
        ScopeRig rig = ScopeRig.phase(1000);
        for (int n = 0; n < 10_000; n++) {
            rig.sample(10 * Math.sin(2 * Math.PI * 10 * n / 1000.0), 0, 0);
        }
        long delivered = rig.timeNanos(6000);
        long vetoed = rig.timeNanos(8000);
        // Commanded 5 ms before it meets the brain.
        rig.deliver(1, Outcome.DELIVERED, delivered - 5_000_000, delivered - 5_000_000);
        rig.deliver(2, Outcome.VETOED_TOO_SOON, vetoed - 5_000_000, vetoed - 4_000_000);
        show(rig);
        FxThread.run(() -> {
            double fromRight = 3.999 / 10 * (WIDTH - 94);
            double expected = WIDTH - 18 - fromRight;
            assertThat(headCentre(ScopeColors.PULSE)).isBetween(expected - 1.5, expected + 1.5);
            assertThat(headCentre(ScopeColors.PULSE))
                    .isBetween(view.plot().xOf(delivered) - 1, view.plot().xOf(delivered) + 1);
            assertThat(headCentre(ScopeColors.REFUSED))
                    .isBetween(view.plot().xOf(vetoed) - 1, view.plot().xOf(vetoed) + 1);
            // Solid and filled against dashed and hollow.
            double solidX = Math.floor(view.plot().xOf(delivered));
            double dashedX = Math.floor(view.plot().xOf(vetoed));
            assertThat(argb(solidX, HEAD_Y)).isEqualTo(ScopeColors.PULSE);
            assertThat(argb(dashedX, HEAD_Y)).isNotEqualTo(ScopeColors.REFUSED);
            int solid = 0;
            int dashed = 0;
            int rows = 0;
            for (double y = view.plot().yOf(10) - 40; y > HEAD_Y + 14; y--) {
                rows++;
                solid += argb(solidX, y) == ScopeColors.PULSE ? 1 : 0;
                dashed += argb(dashedX, y) == ScopeColors.REFUSED ? 1 : 0;
            }
            assertThat(solid).isEqualTo(rows);
            assertThat(dashed).isBetween(rows / 4, 3 * rows / 4);
            assertThat(labels())
                    .contains("too soon", "1", "vetoes: 1 too soon", "0:10", "57°", "7.0 µV", "running well");
        });
        // Two seconds later everything has moved to the left by two seconds.
        for (int n = 0; n < 2000; n++) {
            rig.sample(0, 0, 0);
        }
        FxThread.run(() -> {
            double before = headCentre(ScopeColors.PULSE);
            look(2_000_000_000L);
            assertThat(before - headCentre(ScopeColors.PULSE))
                    .isBetween(0.2 * (WIDTH - 94) - 1.5, 0.2 * (WIDTH - 94) + 1.5);
        });
    }

    private List<String> labels() {
        Set<Node> labels = view.lookupAll(".label");
        return labels.stream()
                .filter(Node::isVisible)
                .map(node -> ((Label) node).getText())
                .toList();
    }

    @Test
    void theButtonStopsOnce() throws Exception {
        show(ScopeRig.phase(1000));
        FxThread.run(() -> {
            view.strip().stopButton().fire();
            view.strip().stopButton().fire();
            press(KeyCode.SPACE);
            view.pulse(10_000_000_000L);
        });
        assertThat(controls.stops).hasValue(1);
        assertThat(view.strip().stopButton().isDisabled()).isTrue();
        assertThat(view.strip().stopButton().getText()).isEqualTo("STOPPING");
    }

    @Test
    void spaceStopsOnce() throws Exception {
        show(ScopeRig.phase(1000));
        FxThread.run(() -> {
            // Even where the button could take the key for itself.
            view.strip().stopButton().requestFocus();
            press(KeyCode.A);
            assertThat(controls.stops).hasValue(0);
            press(KeyCode.SPACE);
            press(KeyCode.SPACE);
        });
        assertThat(controls.stops).hasValue(1);
    }

    @Test
    void escapeStopsOnce() throws Exception {
        show(ScopeRig.phase(1000));
        FxThread.run(() -> {
            press(KeyCode.ESCAPE);
            press(KeyCode.ESCAPE);
        });
        assertThat(controls.stops).hasValue(1);
    }

    private void press(KeyCode code) {
        Node target = scene.getFocusOwner();
        for (var type : List.of(KeyEvent.KEY_PRESSED, KeyEvent.KEY_RELEASED)) {
            Event.fireEvent(
                    target == null ? scene : target,
                    new KeyEvent(type, "", code.getName(), code, false, false, false, false));
        }
    }

    @Test
    void aStopBeforeTheRunIsThereIsToldAgainWhenItIs() throws Exception {
        controls.status = "";
        show(ScopeRig.phase(1000));
        FxThread.run(() -> {
            press(KeyCode.ESCAPE);
            view.pulse(1_000_000_000);
        });
        assertThat(controls.stops).hasValue(1);
        controls.status = "running";
        FxThread.run(() -> {
            view.pulse(2_000_000_000);
            view.pulse(3_000_000_000L);
        });
        assertThat(controls.stops).hasValue(2);
    }

    @Test
    void theLastWordsStayAndTheButtonIsDone() throws Exception {
        ScopeRig rig = ScopeRig.phase(1000);
        show(rig);
        rig.deliver(1, Outcome.DEVICE_FAILED, 0, 0);
        rig.deliver(2, Outcome.CANCELLED_STOPPED, 0, 0);
        FxThread.run(() -> {
            view.ended("the stream was lost");
            view.pulse(5_000_000_000L);
            view.strip().stopButton().fire();
            press(KeyCode.SPACE);
            assertThat(labels()).contains("the stream was lost", "1", "vetoes; 1 cancelled: stopped");
        });
        assertThat(controls.stops).hasValue(0);
        assertThat(view.strip().stopButton().isDisabled()).isTrue();
    }

    @Test
    void aViewWithoutSamplesIsEmptyAndCalm() throws Exception {
        show(ScopeRig.phase(1000));
        lookAgain();
        FxThread.run(() -> assertThat(labels()).contains("0:00", "–"));
    }

    @Test
    void theTraceComesBackWholeAfterTheWindowIsResized() throws Exception {
        ScopeRig rig = ScopeRig.threshold(500);
        for (int n = 0; n < 6000; n++) {
            rig.sample(0, 20 * Math.sin(n / 300.0), 0);
        }
        show(rig);
        FxThread.run(() -> {
            view.resize(900, 500);
            look(9_000_000_000L);
            for (int n = 1100; n < 6000; n += 111) {
                double x = view.plot().xOf(rig.timeNanos(n));
                double y = view.plot().yOf(20 * Math.sin(n / 300.0));
                assertThat(isTraceNear(x, y))
                        .as("sample %d at %.1f, %.1f", n, x, y)
                        .isTrue();
            }
        });
    }
}
