package org.phasor.ui;

import java.io.PrintStream;
import java.util.Optional;
import org.phasor.rig.FrameObserver;
import org.phasor.rig.RigBinding;
import org.phasor.rig.command.ScopeWindow;

/**
 * The window beside a run. Names no JavaFX type: a run without a window loads none. Used by the command's thread.
 */
public final class JavaFxScope implements ScopeWindow {

    private final PrintStream errors;
    private ScopeStage stage;

    /**
     * @param errors where one line goes when the window cannot be opened after all
     */
    public JavaFxScope(PrintStream errors) {
        this.errors = errors;
    }

    @Override
    public Optional<String> whyNot() {
        return DisplayCheck.whyNot();
    }

    @Override
    public FrameObserver open(RigBinding rig, Controls controls) {
        ScopeTap tap = new ScopeTap(rig);
        try {
            stage = ScopeStage.open(tap, "Phasor: " + rig.file().name(), controls);
            return tap;
        } catch (WindowRefused e) {
            errors.println("phasor: no window: " + e.getMessage() + "; the run goes on without");
            return frame -> {};
        }
    }

    @Override
    public void closed(String lastWords) {
        if (stage != null) {
            stage.ended(lastWords);
        }
    }

    /** Waits until the last words have been read, for {@value ScopeStage#LAST_WORDS_MS} ms and little more at the most. */
    public void awaitGone() {
        if (stage != null) {
            stage.awaitGone();
        }
    }
}
