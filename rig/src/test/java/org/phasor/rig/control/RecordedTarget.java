package org.phasor.rig.control;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** A session that remembers what it was told. */
public final class RecordedTarget implements ControlTarget {

    public final List<String> told = new CopyOnWriteArrayList<>();
    public volatile Optional<String> refusal = Optional.empty();

    @Override
    public void stop(String who) {
        told.add("stop " + who);
    }

    @Override
    public void hold(String who) {
        told.add("hold " + who);
    }

    @Override
    public void marker(String text) {
        if (text.equals("full")) {
            throw new IllegalStateException("marker: 256 wait\nto be recorded");
        }
        told.add("marker " + text);
    }

    @Override
    public String statusJson() {
        return "{\"state\":\"RUNNING\"}";
    }

    @Override
    public Optional<String> startBench() {
        told.add("start");
        return refusal;
    }
}
