package org.phasor.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextField;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.phasor.stimulator.ArmingChecklist;
import org.phasor.stimulator.InterlockState;

/** A person arms a live device in the real view. */
@Timeout(30)
class ArmingPaneTest {

    private final RecordedControls controls = new RecordedControls().liveAndChecked();
    private ShownScope scope;

    private void show() throws Exception {
        scope = ShownScope.of(controls);
    }

    @Test
    void comesForALiveDeviceThatWaitsToBeArmedAndForNothingElse() throws Exception {
        show();
        FxThread.run(() -> {
            for (boolean live : new boolean[] {true, false}) {
                for (InterlockState state : InterlockState.values()) {
                    controls.live = live;
                    controls.state = state;
                    scope.look();
                    assertThat(scope.has("arming"))
                            .as("%s, live %s", state, live)
                            .isEqualTo(live && state == InterlockState.CHECKED);
                    assertThat(scope.words()).contains(state.name(), live ? "LIVE DEVICE" : "bench device");
                }
            }
        });
    }

    @Test
    void saysWhatWillBeArmedAndTicksNothingItself() throws Exception {
        controls.brief = List.of("serial-ttl on ttyUSB0", "subject P07");
        controls.overrides = List.of("max-pulses-per-minute");
        show();
        FxThread.run(() -> {
            assertThat(scope.words()).containsAll(controls.brief).contains("ARM THE LIVE DEVICE: step 1 of 2");
            assertThat(scope.ticks()).hasSize(ArmingChecklist.Item.values().length + 1);
            assertThat(scope.ticks()).noneMatch(CheckBox::isSelected);
            assertThat(scope.fields()).allMatch(field -> field.getText().isEmpty());
            assertThat(scope.ticks().get(0).getText()).contains("max-pulses-per-minute");
        });
    }

    @Test
    void isNotCompleteWithoutEveryTickAndField() throws Exception {
        controls.overrides = List.of("max-pulses-per-minute", "min-pulse-gap-ms");
        controls.lastStop = Optional.of("the stream was lost");
        show();
        FxThread.run(() -> {
            assertThat(scope.button("Next").isDisabled()).isTrue();
            assertThat(scope.words()).anyMatch(words -> words.contains("the stream was lost"));
            scope.fillIn();
            assertThat(scope.button("Next").isDisabled()).as("without a reason").isTrue();
            scope.fields().get(2).setText("cable replaced");
            assertThat(scope.button("Next").isDisabled()).isFalse();
            for (CheckBox tick : scope.ticks()) {
                tick.fire();
                assertThat(scope.button("Next").isDisabled()).as(tick.getText()).isTrue();
                scope.button("Next").fire();
                tick.fire();
                assertThat(scope.button("Next").isDisabled()).isFalse();
            }
            for (TextField field : scope.fields()) {
                String text = field.getText();
                field.setText(" ");
                assertThat(scope.button("Next").isDisabled()).isTrue();
                field.setText(text);
            }
            assertThat(controls.checklists).isEmpty();
            scope.button("Next").fire();
            assertThat(controls.checklists)
                    .containsExactly(new ArmingChecklist(
                            "AB",
                            "CD",
                            Set.of(ArmingChecklist.Item.values()),
                            Set.of("max-pulses-per-minute", "min-pulse-gap-ms"),
                            "cable replaced"));
        });
    }

    @Test
    void saysInOneLineWhyAChecklistIsRefusedAndKeepsWhatWasTicked() throws Exception {
        show();
        FxThread.run(() -> {
            scope.fillIn();
            scope.fields().get(1).setText("ab");
            scope.button("Next").fire();
            assertThat(scope.words())
                    .contains("second person's initials = \"ab\": must be another person's")
                    .contains("ARM THE LIVE DEVICE: step 1 of 2");
            scope.fields().get(1).setText("CD");
            controls.refusal = new IllegalStateException("arm: there is no watchdog process");
            scope.button("Next").fire();
            assertThat(scope.words()).contains("arm: there is no watchdog process");
            assertThat(scope.ticks()).isNotEmpty().allMatch(CheckBox::isSelected);
        });
    }

    @Test
    void theCodeIsShownAndTypedByHandOnly() throws Exception {
        show();
        FxThread.run(() -> {
            scope.goToTheCode();
            assertThat(scope.words()).contains(RecordedControls.CODE, "ARM THE LIVE DEVICE: step 2 of 2");
            TextField field = scope.fields().get(0);
            assertThat(field.getText()).isEmpty();
            assertThat(scope.button("Arm LIVE").isDisabled()).isTrue();
            ClipboardContent content = new ClipboardContent();
            content.putString(RecordedControls.CODE);
            Clipboard.getSystemClipboard().setContent(content);
            field.paste();
            assertThat(field.getText()).isEmpty();
            scope.type("0427");
            assertThat(field.getText()).isEqualTo("0427");
            scope.press(KeyCode.ENTER);
            assertThat(controls.codes).containsExactly("0427");
            scope.look();
            assertThat(scope.fields()).isEmpty();
            controls.state = InterlockState.RUNNING;
            scope.look();
            assertThat(scope.has("arming")).isFalse();
        });
    }

    @Test
    void aWrongCodeBeginsAnewWithNothingTicked() throws Exception {
        show();
        FxThread.run(() -> {
            scope.goToTheCode();
            scope.type("0428");
            scope.button("Arm LIVE").fire();
            scope.look();
            assertThat(scope.words())
                    .contains("arm: the code was not the one shown: begin anew")
                    .contains("ARM THE LIVE DEVICE: step 1 of 2")
                    .doesNotContain(RecordedControls.CODE);
            assertThat(scope.ticks()).isNotEmpty().noneMatch(CheckBox::isSelected);
            assertThat(scope.fields()).allMatch(field -> field.getText().isEmpty());
            assertThat(scope.button("Next").isDisabled()).isTrue();
        });
    }

    @Test
    void aCodeThatIsNotTypedWithinAMinuteBeginsAnew() throws Exception {
        show();
        FxThread.run(() -> {
            scope.goToTheCode();
            scope.later(59.5);
            assertThat(scope.words()).contains(RecordedControls.CODE);
            scope.later(1);
            assertThat(scope.words())
                    .doesNotContain(RecordedControls.CODE)
                    .contains("The code was not typed within a minute: begin anew");
            assertThat(scope.ticks()).noneMatch(CheckBox::isSelected);
        });
    }

    @Test
    void aRightCodeThatArmsNothingBeginsAnew() throws Exception {
        show();
        FxThread.run(() -> {
            scope.goToTheCode();
            scope.type(RecordedControls.CODE);
            scope.press(KeyCode.ENTER);
            scope.later(5);
            assertThat(scope.ticks()).isEmpty();
            scope.later(2);
            assertThat(scope.ticks()).isNotEmpty().noneMatch(CheckBox::isSelected);
        });
    }

    @Test
    void inALowWindowItScrollsAndBeginsWithWhatWillBeArmed() throws Exception {
        controls.brief = List.of("serial-ttl on ttyUSB0", "subject P07");
        scope = ShownScope.of(ScopeRig.phase(1000), controls, 820, 390);
        FxThread.run(() -> {
            for (int attempt = 0; attempt < 2; attempt++) {
                scope.look();
                ScrollPane scroll = scope.all(".scroll-pane", ScrollPane.class).get(0);
                assertThat(scroll.getContent().getLayoutBounds().getHeight())
                        .isGreaterThan(scroll.getViewportBounds().getHeight());
                assertThat(scroll.getVvalue()).isZero();
                Bounds next = scope.bounds(scope.button("Next"));
                assertThat(scope.bounds(scope.all(".arming", Node.class).get(0)).contains(next))
                        .isTrue();
                scope.goToTheCode();
                scope.type("1111");
                scope.press(KeyCode.ENTER);
            }
        });
    }

    @Test
    void noFieldHasTheFocusBeforeAPersonGoesThere() throws Exception {
        controls.brief = List.of("serial-ttl on ttyUSB0", "subject P07");
        ScopeStage stage = ScopeStage.open(ScopeRig.phase(1000).tap, "title", controls);
        // A window that is shown gives the focus away by itself, some drawings later.
        controls.awaitDrawnBeyond(controls.drawn.get() + 10);
        FxThread.run(() -> {
            assertThat(stage.view().lookupAll(".arming")).hasSize(1);
            assertThat(stage.view().getScene().getFocusOwner()).isNotInstanceOf(TextField.class);
            assertThat(stage.view().typing()).isFalse();
        });
        stage.awaitGone();
    }

    @Test
    void saysSoWhenItCannotEvenBegin() throws Exception {
        controls.briefRefusal = new IllegalStateException("the dose ledger cannot be read");
        show();
        FxThread.run(() -> {
            assertThat(scope.words())
                    .contains("The LIVE device cannot be armed now.", "the dose ledger cannot be read");
            assertThat(controls.drawn.get()).isPositive();
        });
    }

    @Test
    void whatWasTickedIsForgottenWhenTheStateGoesAndComesBack() throws Exception {
        show();
        FxThread.run(() -> {
            scope.fillIn();
            controls.state = InterlockState.SAFE;
            scope.look();
            controls.state = InterlockState.CHECKED;
            scope.look();
            assertThat(scope.ticks()).isNotEmpty().noneMatch(CheckBox::isSelected);
            assertThat(scope.fields()).allMatch(field -> field.getText().isEmpty());
        });
    }
}
