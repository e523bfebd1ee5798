package org.phasor.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.phasor.rig.command.ScopeWindow.Controls;
import org.phasor.stimulator.ArmingChecklist;
import org.phasor.stimulator.InterlockState;

/** Counts what the window asks for; a state that goes along, and the refusals of a real interlock. */
class RecordedControls implements Controls {

    static final String CODE = "0427";

    final AtomicInteger stops = new AtomicInteger();
    final AtomicInteger holds = new AtomicInteger();
    final AtomicInteger resumes = new AtomicInteger();
    final AtomicInteger adverseEvents = new AtomicInteger();
    final AtomicInteger confirms = new AtomicInteger();
    final AtomicInteger drawn = new AtomicInteger();
    final List<ArmingChecklist> checklists = new ArrayList<>();
    final List<String> codes = new ArrayList<>();
    volatile String status = "running well";
    volatile InterlockState state = InterlockState.SAFE;
    volatile boolean live;
    volatile List<String> brief = List.of();
    volatile List<String> overrides = List.of();
    volatile Optional<String> lastStop = Optional.empty();
    volatile OptionalDouble seconds = OptionalDouble.empty();
    volatile RuntimeException refusal;
    volatile RuntimeException briefRefusal;

    /** Waits to be armed. */
    RecordedControls liveAndChecked() {
        live = true;
        state = InterlockState.CHECKED;
        return this;
    }

    @Override
    public void stop() {
        stops.incrementAndGet();
    }

    @Override
    public String statusLine() {
        return status;
    }

    @Override
    public void hold() {
        refuse();
        holds.incrementAndGet();
        state = InterlockState.HOLD;
    }

    @Override
    public void resume() {
        refuse();
        resumes.incrementAndGet();
        state = InterlockState.RUNNING;
    }

    @Override
    public void adverseEvent() {
        refuse();
        adverseEvents.incrementAndGet();
        if (state == InterlockState.RUNNING) {
            state = InterlockState.HOLD;
        }
    }

    @Override
    public void confirm() {
        confirms.incrementAndGet();
    }

    @Override
    public void screenAlive() {
        drawn.incrementAndGet();
    }

    @Override
    public InterlockState state() {
        return state;
    }

    @Override
    public boolean live() {
        return live;
    }

    @Override
    public List<String> armingBrief() {
        if (briefRefusal != null) {
            throw briefRefusal;
        }
        return brief;
    }

    @Override
    public List<String> overrides() {
        return overrides;
    }

    @Override
    public Optional<String> lastStop() {
        return lastStop;
    }

    @Override
    public String beginArming(ArmingChecklist checklist) {
        refuse();
        checklists.add(checklist);
        return CODE;
    }

    @Override
    public void typeCode(String code) {
        codes.add(code);
        if (!CODE.equals(code)) {
            throw new IllegalStateException("arm: the code was not the one shown: begin anew");
        }
    }

    @Override
    public OptionalDouble secondsToConfirm() {
        return seconds;
    }

    private void refuse() {
        if (refusal != null) {
            throw refusal;
        }
    }

    /** Waits for the window to draw so often. */
    void awaitDrawnBeyond(int count) {
        long until = System.nanoTime() + 10_000_000_000L;
        while (drawn.get() <= count) {
            assertThat(System.nanoTime()).as("drawn " + drawn.get()).isLessThan(until);
            LockSupport.parkNanos(2_000_000);
        }
    }
}
