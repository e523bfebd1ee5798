package org.phasor.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalDouble;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javafx.application.Platform;
import javafx.scene.control.Button;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.phasor.stimulator.InterlockState;

/** Hold, adverse events, the dead-man's button and the sign of life, through the real view. */
@Timeout(30)
class RunControlsTest {

    private final RecordedControls controls = new RecordedControls();
    private ShownScope scope;

    private void running() throws Exception {
        controls.state = InterlockState.RUNNING;
        scope = ShownScope.of(controls);
    }

    @Test
    void theKeyHoldsAndLaterResumes() throws Exception {
        running();
        FxThread.run(() -> {
            assertThat(scope.button("HOLD").isDisabled()).isFalse();
            scope.press(KeyCode.H);
            scope.look();
            assertThat(controls.holds).hasValue(1);
            assertThat(scope.words()).contains("HOLD");
            assertThat(scope.button("RESUME").isDisabled()).isTrue();
            scope.later(2.1);
            assertThat(scope.button("RESUME").isDisabled()).isFalse();
            scope.press(KeyCode.H);
            assertThat(controls.resumes).hasValue(1);
        });
    }

    @Test
    void aKeyHeldDownOrPressedTwiceInHasteDoesNotResume() throws Exception {
        running();
        FxThread.run(() -> {
            for (int i = 0; i < 120; i++) {
                scope.press(KeyCode.H);
                scope.look();
            }
            assertThat(controls.holds).hasValue(1);
            assertThat(controls.resumes).hasValue(0);
        });
    }

    @Test
    void thereIsNothingToHoldUnlessItRuns() throws Exception {
        running();
        FxThread.run(() -> {
            for (InterlockState state : InterlockState.values()) {
                controls.state = state;
                scope.later(3);
                boolean runs = state == InterlockState.RUNNING;
                assertThat(scope.view.buttons().holdButton().isDisabled())
                        .as(state.name())
                        .isEqualTo(state != InterlockState.RUNNING);
                if (!runs && state != InterlockState.HOLD) {
                    scope.press(KeyCode.H);
                }
            }
            assertThat(controls.holds).hasValue(0);
            assertThat(controls.resumes).hasValue(0);
        });
    }

    @Test
    void anAdverseEventIsMarkedHeldAndSaidWithItsTime() throws Exception {
        running();
        FxThread.run(() -> {
            for (int i = 0; i < 30; i++) {
                scope.press(KeyCode.A);
                scope.look();
            }
            assertThat(controls.adverseEvents).hasValue(1);
            assertThat(scope.words()).anyMatch(w -> w.matches("Adverse event marked at \\d\\d:\\d\\d:\\d\\d, held"));
            // In haste, hold is pressed as well: it stays held.
            scope.press(KeyCode.H);
            assertThat(controls.resumes).hasValue(0);
            scope.later(5);
            scope.view.buttons().adverseButton().fire();
            assertThat(controls.adverseEvents).hasValue(2);
            assertThat(scope.words())
                    .anyMatch(w -> w.matches("Adverse event no\\. 2 marked at \\d\\d:\\d\\d:\\d\\d, held"));
        });
    }

    @Test
    void anAdverseEventThatIsNotTakenIsSaidLoudly() throws Exception {
        running();
        controls.refusal = new IllegalStateException("the audit log\ncannot be written");
        FxThread.run(() -> {
            scope.view.buttons().adverseButton().fire();
            assertThat(scope.words()).anyMatch(w -> w.endsWith(" NOT MARKED: the audit log cannot be written"));
            scope.press(KeyCode.H);
            assertThat(scope.words()).contains("not done: the audit log cannot be written");
        });
    }

    private Button stillHere() {
        return scope.view.stillHere();
    }

    @Test
    void theDeadMansButtonIsThereWhileItMatters() throws Exception {
        running();
        FxThread.run(() -> {
            assertThat(stillHere().isVisible()).isFalse();
            scope.press(KeyCode.ENTER);
            assertThat(controls.confirms).hasValue(0);
            controls.seconds = OptionalDouble.of(41.7);
            scope.look();
            assertThat(stillHere().isVisible()).isTrue();
            assertThat(stillHere().getText()).isEqualTo("I AM STILL HERE  41 s left  (Enter)");
            assertThat(stillHere().getStyleClass()).doesNotContain("still-here-warning");
            assertThat(scope.bounds(stillHere()).getWidth()).isEqualTo(1280);
            assertThat(scope.bounds(stillHere())
                            .intersects(scope.bounds(scope.view.strip().stopButton())))
                    .isFalse();
            stillHere().fire();
            assertThat(controls.confirms).hasValue(1);
            controls.seconds = OptionalDouble.empty();
            scope.look();
            assertThat(stillHere().isVisible()).isFalse();
        });
    }

    @Test
    void theLastSecondsAreInTheWarningColourAndFlashOnceASecond() throws Exception {
        running();
        FxThread.run(() -> {
            int flashes = 0;
            boolean lit = true;
            for (int i = 0; i < 300; i++) {
                controls.seconds = OptionalDouble.of(15 - i / 30.0);
                scope.look();
                assertThat(stillHere().getStyleClass()).contains("still-here-warning");
                boolean now = stillHere().getStyleClass().contains("still-here-flash");
                flashes += now && !lit ? 1 : 0;
                lit = now;
            }
            assertThat(flashes).isBetween(9, 11);
            controls.seconds = OptionalDouble.of(-0.4);
            scope.look();
            assertThat(stillHere().getText()).contains("STOPS IN 0 s");
            controls.seconds = OptionalDouble.of(59.9);
            scope.look();
            assertThat(stillHere().getStyleClass()).doesNotContain("still-here-warning", "still-here-flash");
        });
    }

    @Test
    void anEnterThatIsHeldDownConfirmsOnce() throws Exception {
        running();
        controls.seconds = OptionalDouble.of(30);
        FxThread.run(() -> {
            scope.look();
            for (int i = 0; i < 300; i++) {
                scope.press(KeyCode.ENTER);
                scope.look();
            }
            assertThat(controls.confirms).hasValue(1);
            for (int i = 0; i < 40; i++) {
                scope.look();
            }
            scope.press(KeyCode.ENTER);
            assertThat(controls.confirms).hasValue(2);
        });
    }

    @Test
    void everyDrawingIsASignOfLifeUntilTheRunIsOver() throws Exception {
        running();
        FxThread.run(() -> {
            int before = controls.drawn.get();
            for (int i = 0; i < 30; i++) {
                scope.look();
            }
            assertThat(controls.drawn.get() - before).isEqualTo(30);
            scope.view.ended("the time is over");
            scope.look();
            assertThat(controls.drawn.get() - before).isEqualTo(30);
            assertThat(scope.view.buttons().holdButton().isDisabled()).isTrue();
            scope.press(KeyCode.A);
            assertThat(controls.adverseEvents).hasValue(0);
        });
    }

    @Test
    void aWindowThatHangsGivesNoSignOfLife() throws Exception {
        ScopeStage stage = ScopeStage.open(ScopeRig.phase(1000).tap, "title", controls);
        controls.awaitDrawnBeyond(10);
        CountDownLatch hangs = new CountDownLatch(1);
        CountDownLatch released = new CountDownLatch(1);
        Platform.runLater(() -> {
            hangs.countDown();
            try {
                released.await(10, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        assertThat(hangs.await(10, TimeUnit.SECONDS)).isTrue();
        int before = controls.drawn.get();
        // Longer than ten drawings take.
        assertThat(released.await(400, TimeUnit.MILLISECONDS)).isFalse();
        assertThat(controls.drawn).hasValue(before);
        released.countDown();
        controls.awaitDrawnBeyond(before + 5);
        stage.awaitGone();
    }

    @Test
    void aWindowThatIsPutAwayGivesNoSignOfLife() throws Exception {
        ScopeStage stage = ScopeStage.open(ScopeRig.phase(1000).tap, "title", controls);
        controls.awaitDrawnBeyond(3);
        FxThread.run(() -> {
            Stage window = (Stage) stage.view().getScene().getWindow();
            window.setIconified(true);
            int before = controls.drawn.get();
            stage.view().pulse(System.nanoTime());
            assertThat(controls.drawn).hasValue(before);
            window.setIconified(false);
            stage.view().pulse(System.nanoTime());
            assertThat(controls.drawn).hasValue(before + 1);
        });
        stage.awaitGone();
    }
}
