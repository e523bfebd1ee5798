package org.phasor.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import javafx.event.Event;
import javafx.stage.Stage;
import javafx.stage.Window;
import javafx.stage.WindowEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ScopeStageTest {

    private final RecordedControls controls = new RecordedControls();

    private static List<Window> windows() throws Exception {
        return FxThread.call(() -> List.copyOf(Window.getWindows()));
    }

    private static void askToClose(Window window) throws Exception {
        FxThread.run(() -> Event.fireEvent(window, new WindowEvent(window, WindowEvent.WINDOW_CLOSE_REQUEST)));
    }

    @Test
    void showsTheLastWordsAndGoes() throws Exception {
        ScopeStage stage = ScopeStage.open(ScopeRig.phase(1000).tap, "title", controls);
        assertThat(((Stage) windows().get(0)).getTitle()).isEqualTo("title");
        long before = System.nanoTime();
        stage.ended("the time asked for is over");
        stage.awaitGone();
        double seconds = (System.nanoTime() - before) / 1e9;
        assertThat(seconds).isBetween(1.5, 3.4);
        assertThat(windows()).isEmpty();
        assertThat(controls.stops).hasValue(0);
    }

    @Test
    void closingStopsTheRunAndTheWindowGoesWithIt() throws Exception {
        ScopeStage stage = ScopeStage.open(ScopeRig.phase(1000).tap, "title", controls);
        askToClose(windows().get(0));
        assertThat(controls.stops).hasValue(1);
        assertThat(windows()).hasSize(1);
        long before = System.nanoTime();
        stage.ended("stopped by the operator");
        stage.awaitGone();
        assertThat((System.nanoTime() - before) / 1e9).isLessThan(1.5);
        assertThat(windows()).isEmpty();
    }

    @Test
    void closingTwiceTakesTheWindowAwayAtOnce() throws Exception {
        ScopeStage stage = ScopeStage.open(ScopeRig.phase(1000).tap, "title", controls);
        Window window = windows().get(0);
        askToClose(window);
        askToClose(window);
        assertThat(windows()).isEmpty();
        assertThat(controls.stops).hasValue(1);
        stage.ended("stopped by the operator");
        stage.awaitGone();
    }

    @Test
    void aRunThatFailedWithoutAWordTakesItsWindowAlong() throws Exception {
        ScopeStage stage = ScopeStage.open(ScopeRig.phase(1000).tap, "title", controls);
        long before = System.nanoTime();
        stage.awaitGone();
        assertThat((System.nanoTime() - before) / 1e9).isLessThan(1.5);
        assertThat(windows()).isEmpty();
    }

    @Test
    void drawsByItself() throws Exception {
        ScopeRig rig = ScopeRig.phase(1000);
        ScopeStage stage = ScopeStage.open(rig.tap, "title", controls);
        for (int n = 0; n < 2000; n++) {
            rig.sample(n % 100, 0, 0);
        }
        boolean drawn = false;
        for (int i = 0; i < 100 && !drawn; i++) {
            Thread.sleep(20);
            drawn = FxThread.call(() -> stage.view().plot().phaseRad() == 1.0);
        }
        assertThat(drawn).isTrue();
        stage.awaitGone();
    }
}
