package org.phasor.ui;

/** The scope's colours as opaque ARGB; {@code scope.css} has the same for what is not drawn by pixels. */
final class ScopeColors {

    static final int BACKGROUND = 0xFF0F1419;
    static final int GRID = 0xFF1F2830;
    static final int AXIS = 0xFF5C6B78;
    static final int TRACE = 0xFFD6DEE6;
    static final int PULSE = 0xFFF0A020;
    static final int REFUSED = 0xFF56B4E9;
    static final int NO_ESTIMATE = 0xFFA8659F;

    private ScopeColors() {}
}
