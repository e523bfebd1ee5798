package org.phasor.ui;

import javafx.event.EventHandler;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;

/**
 * What the keys do, whatever has the focus: Esc stops, always; Space stops, save while it is typed into a field of the
 * arming pane, when nothing is armed; H holds and resumes, A marks an adverse event, Enter confirms. A filter of the scene:
 * no control may take Esc or Space for itself. The JavaFX thread only.
 */
final class ScopeKeys implements EventHandler<KeyEvent> {

    private final ScopeView view;

    ScopeKeys(ScopeView view) {
        this.view = view;
    }

    @Override
    public void handle(KeyEvent event) {
        KeyCode code = event.getCode();
        boolean typing = view.typing();
        if (code == KeyCode.ESCAPE || code == KeyCode.SPACE && !typing) {
            event.consume();
            view.stop();
        } else if (!typing && !event.isShortcutDown() && !event.isAltDown()) {
            letter(event, code);
        }
    }

    private void letter(KeyEvent event, KeyCode code) {
        switch (code) {
            case H -> view.buttons().holdKey();
            case A -> view.buttons().adverseKey();
            case ENTER -> view.stillHere().confirmByKey();
            default -> {
                return;
            }
        }
        event.consume();
    }
}
