package org.phasor.rig.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.Reader;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.phasor.stimulator.ArmingChecklist;
import org.phasor.stimulator.InterlockState;

class ConsoleDeskTest {

    private final List<String> said = new ArrayList<>();
    private final FakeRun run = new FakeRun();

    private void type(String... lines) {
        Reader typed = new StringReader(String.join("\n", lines) + "\n");
        new ConsoleDesk(run, typed, said::add).run();
    }

    private static final String[] CHECKLIST = {"arm", "yes", "yes", "yes", "yes", "yes", "yes", "AB", "CD"};

    private static String[] checklistAnd(String... more) {
        List<String> lines = new ArrayList<>(List.of(CHECKLIST));
        lines.addAll(List.of(more));
        return lines.toArray(String[]::new);
    }

    @Test
    void armsALiveDeviceInTwoSteps() {
        type(checklistAnd("4711"));
        assertThat(run.checklist.initials()).isEqualTo("AB");
        assertThat(run.checklist.secondInitials()).isEqualTo("CD");
        assertThat(run.typed).isEqualTo("4711");
        assertThat(said).anyMatch(line -> line.contains("Type the code 4711"));
        assertThat(said).anyMatch(line -> line.startsWith("the code is right: the LIVE device is being armed"));
    }

    @Test
    void endsWithTheFirstAnswerThatIsNotYes() {
        type("arm", "yes", "y", "yes", "yes", "yes", "yes", "AB", "CD", "4711");
        assertThat(run.checklist).isNull();
        assertThat(run.typed).isNull();
        assertThat(said).anyMatch(line -> line.startsWith("NOT ARMED: not confirmed: Informed consent"));
    }

    @Test
    void asksForAReasonWhenTheLastSessionWasStopped() {
        run.lastStop = Optional.of("STOPPED: WATCHDOG");
        type("arm", "yes", "yes", "yes", "yes", "yes", "yes", "", "AB", "CD");
        assertThat(said).contains("NOT ARMED: no reason was given. Type arm to begin anew.");
        type("arm", "yes", "yes", "yes", "yes", "yes", "yes", "cable replaced", "AB", "CD", "4711");
        assertThat(run.checklist.resetReason()).isEqualTo("cable replaced");
    }

    @Test
    void hasEachOverrideConfirmedByName() {
        run.overrides = List.of("train");
        type("arm", "no");
        assertThat(said).contains("NOT ARMED: not confirmed: override of train. Type arm to begin anew.");
        type("arm", "yes", "yes", "yes", "yes", "yes", "yes", "yes", "AB", "CD", "4711");
        assertThat(run.checklist.overrides()).containsExactly("train");
    }

    @Test
    void saysWhyItIsNotArmed() {
        run.refusal = "arm: there is no watchdog process: a live device needs one";
        type(CHECKLIST);
        assertThat(said)
                .contains("NOT ARMED: there is no watchdog process: a live device needs one. Type arm to begin"
                        + " anew.");
        type("arm", "yes", "yes", "yes", "yes", "yes", "yes", "AB", "AB");
        assertThat(said).anyMatch(line -> line.contains("must be another person's"));
    }

    @Test
    void saysOnceThatItIsNotArmed() {
        run.refusal = "not armed: the session is on hold";
        type(CHECKLIST);
        assertThat(said).contains("NOT ARMED: the session is on hold. Type arm to begin anew.");
    }

    @Test
    void stopsInTheMiddleOfTheDialogue() {
        type("arm", "yes", "s", "yes");
        assertThat(run.calls).containsExactly("stop");
        assertThat(run.checklist).isNull();
    }

    @Test
    void armsNothingButALiveDeviceThatIsChecked() {
        run.state = InterlockState.RUNNING;
        type("arm");
        run.live = false;
        type("arm");
        assertThat(said)
                .containsSubsequence(
                        "arm: the interlock is RUNNING: must be CHECKED",
                        "arm: only a live device is armed here; --arm arms bench devices");
    }

    @Test
    void takesTheKeysOfARun() {
        type("", "h", "r", "a", "x", "stop");
        assertThat(run.calls).containsExactly("confirm", "hold", "resume", "adverse", "stop");
        assertThat(said).anyMatch(line -> line.startsWith("\"x\": not known here"));
    }

    @Test
    void anEnterThatIsHeldDownConfirmsOnce() {
        long[] nanos = {Long.MAX_VALUE - 5};
        ConsoleDesk desk = new ConsoleDesk(run, new StringReader(""), said::add, () -> nanos[0]);
        for (int i = 0; i < 300; i++) {
            desk.take("");
            nanos[0] += i == 0 ? 660_000_000L : 33_000_000L;
        }
        assertThat(run.calls).containsExactly("confirm");
        nanos[0] += 1_000_000_000L;
        desk.take("");
        assertThat(run.calls).containsExactly("confirm", "confirm");
    }

    @Test
    void linesThatWaitedConfirmOnce() {
        type("", "", "", "", "");
        assertThat(run.calls).containsExactly("confirm");
    }

    @Test
    void aCommandThatFailsDoesNotTakeTheNextStopWithIt() {
        run.adverseFailure = new IllegalStateException("marker: 256 wait to be recorded: not taken");
        type("a", "s");
        assertThat(run.calls).containsExactly("stop");
        assertThat(said).contains("not done: marker: 256 wait to be recorded: not taken");
    }

    @Test
    void saysThatItDoesNotListenAnyMore() {
        type("h");
        assertThat(said).last().asString().contains("Ctrl-C stops");
    }

    @Test
    void whatIsTypedIsACommandOnceItWasArmedByAnotherWay() {
        ConsoleDesk desk = new ConsoleDesk(run, new StringReader(""), said::add);
        desk.take("arm");
        run.state = InterlockState.RUNNING;
        desk.take("h");
        assertThat(run.calls).containsExactly("hold");
        assertThat(said).noneMatch(line -> line.startsWith("NOT ARMED"));
        assertThat(said).contains("the arming here is over: the interlock is RUNNING");
    }

    @Test
    void goesOnAfterAnAdverseEventOnlyWhenResumeIsTypedInFull() {
        type("a", "r");
        assertThat(run.calls).containsExactly("adverse");
        assertThat(said).contains("an adverse event was marked: type resume in full to go on");
        type("a", "resume", "h", "r");
        assertThat(run.calls).containsExactly("adverse", "adverse", "resume", "hold", "resume");
    }

    @Test
    void asksNoQuestionWhenItIsKnownThatItCannotBeArmed() {
        run.whyNotYet = Optional.of("stimulator.intensity.rmt-date = 2026-01-31: must be today's");
        type("arm");
        assertThat(said).startsWith("NOT ARMED: stimulator.intensity.rmt-date = 2026-01-31: must be today's");
    }

    @Test
    void aPipeIsNobody() {
        // Tests have no terminal.
        assertThat(ConsoleDesk.person()).isEmpty();
    }

    private static final class FakeRun implements ScopeWindow.Controls {
        final List<String> calls = new ArrayList<>();
        InterlockState state = InterlockState.CHECKED;
        boolean live = true;
        List<String> overrides = List.of();
        Optional<String> lastStop = Optional.empty();
        String refusal;
        RuntimeException adverseFailure;
        ArmingChecklist checklist;
        String typed;
        Optional<String> whyNotYet = Optional.empty();

        @Override
        public Optional<String> whyNotYet() {
            return whyNotYet;
        }

        @Override
        public void stop() {
            calls.add("stop");
        }

        @Override
        public String statusLine() {
            return "";
        }

        @Override
        public void hold() {
            calls.add("hold");
        }

        @Override
        public void resume() {
            calls.add("resume");
        }

        @Override
        public void adverseEvent() {
            if (adverseFailure != null) {
                throw adverseFailure;
            }
            calls.add("adverse");
        }

        @Override
        public void confirm() {
            calls.add("confirm");
        }

        @Override
        public void screenAlive() {
            calls.add("screen");
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
            return List.of("device serial-ttl");
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
        public String beginArming(ArmingChecklist given) {
            if (refusal != null) {
                throw new IllegalStateException(refusal);
            }
            checklist = given;
            return "4711";
        }

        @Override
        public void typeCode(String code) {
            typed = code;
        }

        @Override
        public OptionalDouble secondsToConfirm() {
            return OptionalDouble.empty();
        }
    }
}
