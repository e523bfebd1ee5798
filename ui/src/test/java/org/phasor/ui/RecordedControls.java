package org.phasor.ui;

import java.util.concurrent.atomic.AtomicInteger;
import org.phasor.rig.command.ScopeWindow.Controls;

/** Counts the stops. */
final class RecordedControls implements Controls {

    final AtomicInteger stops = new AtomicInteger();
    volatile String status = "running well";

    @Override
    public void stop() {
        stops.incrementAndGet();
    }

    @Override
    public String statusLine() {
        return status;
    }
}
