package org.phasor.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.phasor.stimulator.InterlockState;

/** STOP while a person arms a live device: by every key and by the button, in every size of the window. */
@Timeout(30)
class StopWhileArmingTest {

    private final RecordedControls controls = new RecordedControls().liveAndChecked();
    private ShownScope scope;

    private void show() throws Exception {
        scope = ShownScope.of(controls);
    }

    @Test
    void spaceTypesInAFieldAndStopsEverywhereElse() throws Exception {
        show();
        FxThread.run(() -> {
            TextField field = scope.fields().get(0);
            field.requestFocus();
            scope.type("a h");
            assertThat(field.getText()).isEqualTo("a h");
            assertThat(controls.stops).hasValue(0);
            assertThat(controls.adverseEvents).hasValue(0);
            assertThat(scope.words()).contains("Esc; Space too, outside the fields");
            scope.ticks().get(0).requestFocus();
            scope.press(KeyCode.SPACE);
            assertThat(controls.stops).hasValue(1);
            assertThat(scope.ticks().get(0).isSelected()).isFalse();
        });
    }

    @Test
    void spaceStopsInAFieldTooOnceTheDeviceIsArmed() throws Exception {
        show();
        FxThread.run(() -> {
            scope.fields().get(0).requestFocus();
            // The screen has not heard of it yet.
            controls.state = InterlockState.RUNNING;
            scope.press(KeyCode.SPACE);
            assertThat(controls.stops).hasValue(1);
        });
    }

    @Test
    void escapeStopsFromAField() throws Exception {
        show();
        FxThread.run(() -> {
            scope.fields().get(0).requestFocus();
            scope.press(KeyCode.ESCAPE);
            scope.look();
            assertThat(controls.stops).hasValue(1);
            assertThat(scope.has("arming")).as("the pane after a stop").isFalse();
        });
    }

    @Test
    void theStopButtonIsNeverCoveredAndWorks() throws Exception {
        controls.brief = List.of("a line that is long enough to be broken into two lines", "and", "many", "more");
        controls.overrides = List.of("max-pulses-per-minute", "min-pulse-gap-ms");
        controls.lastStop = Optional.of("the stream was lost");
        double[][] sizes = {{1280, 800}, {820, 420}, {820, 390}, {1920, 1080}};
        for (double[] size : sizes) {
            scope = ShownScope.of(ScopeRig.phase(1000), controls, size[0], size[1]);
            FxThread.run(() -> {
                isStopFree(size);
                scope.fields().get(2).setText("cable replaced");
                scope.goToTheCode();
                assertThat(scope.has("arming-code")).isTrue();
                isStopFree(size);
                scope.view.strip().stopButton().fire();
            });
        }
        assertThat(controls.stops).hasValue(sizes.length);
    }

    private void isStopFree(double[] size) {
        Node stop = scope.view.strip().stopButton();
        Bounds at = scope.bounds(stop);
        assertThat(at.getMinX()).isNotNegative();
        assertThat(at.getMinY()).isNotNegative();
        assertThat(at.getMaxX()).isLessThanOrEqualTo(size[0]);
        assertThat(at.getMaxY()).isLessThanOrEqualTo(size[1]);
        Node pane = scope.all(".arming", Node.class).get(0);
        assertThat(scope.bounds(pane).intersects(at)).isFalse();
        assertThat(scope.bounds(pane).getHeight()).isGreaterThan(100);
        // What a mouse would meet there, over the whole button.
        for (double x = at.getMinX() + 3; x < at.getMaxX() - 3; x += 23) {
            for (double y = at.getMinY() + 3; y < at.getMaxY() - 3; y += 11) {
                assertThat(isWithin(new Picked(scope.view).at(x, y), stop))
                        .as("at %.0f, %.0f of %.0f x %.0f", x, y, size[0], size[1])
                        .isTrue();
            }
        }
    }

    private static boolean isWithin(Node node, Node wanted) {
        for (Node at = node; at != null; at = at.getParent()) {
            if (at == wanted) {
                return true;
            }
        }
        return false;
    }
}
