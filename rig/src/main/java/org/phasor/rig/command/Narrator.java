package org.phasor.rig.command;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.phasor.dsp.SignalSettings;
import org.phasor.rig.RigBinding;
import org.phasor.rig.RigFile;
import org.phasor.rig.RigSettings;
import org.phasor.rig.RigTrials;
import org.phasor.rig.SessionStatus;
import org.phasor.rig.SessionSummary;
import org.phasor.rig.SessionTiming;
import org.phasor.rig.TrackedRhythm;
import org.phasor.rig.TrialStatus;
import org.phasor.stimulator.Delivery;
import org.phasor.stimulator.InterlockState;
import org.phasor.stimulator.Outcome;
import org.phasor.trigger.TrialPlan;

/** Tells a person what a run is doing, in words a newcomer understands. Used by the supervising thread. */
final class Narrator {

    private static final double PROGRESS_EVERY_SECONDS = 2;
    private static final double WORTH_SAYING_HZ = 0.5;
    private static final double LAST_SECONDS = 15;
    private static final int CONFIRMATION_STEP_SECONDS = 5;

    private final PrintWriter out;
    private final boolean demo;
    private double nextProgress = PROGRESS_EVERY_SECONDS;
    private volatile String lastLine = "";
    private volatile BooleanSupplier quiet = () -> false;
    /** Until the rig is known, there may be several conditions. */
    private boolean drawsTrials = true;

    private long saidRefusal;
    private InterlockState saidState = InterlockState.SAFE;
    private int confirmationSaid = Integer.MAX_VALUE;
    private final Map<String, TrackedRhythm> saidRhythms = new HashMap<>();

    Narrator(PrintWriter out, boolean demo) {
        this.out = out;
        this.demo = demo;
    }

    void opening(RigFile file, Optional<String> whyHeadless) {
        if (demo) {
            say("Phasor demo: made-up brain waves come in over Lab Streaming Layer (LSL), their phase is estimated,");
            say("and a simulated stimulator is fired at the phase asked for. No hardware is involved.");
        } else {
            say("Phasor: " + file.name());
        }
        whyHeadless.filter(w -> !w.isEmpty()).ifPresent(w -> say("no window: " + w));
    }

    void words(String line) {
        say("  input      " + line);
    }

    void bound(RigBinding rig, Path recording, boolean virtual) {
        say(String.format(Locale.ROOT, "  stream     %s", rig.info()));
        for (String note : rig.notes()) {
            say("  note       " + note);
        }
        for (SignalSettings signal : rig.settings().signals()) {
            say(String.format(
                    Locale.ROOT,
                    "  signal     %s: %s, %s to %s Hz, phase by %s%s",
                    signal.name(),
                    String.join(" ", signal.spatial().keySet()),
                    plain(signal.bandLowHz()),
                    plain(signal.bandHighHz()),
                    signal.estimator(),
                    calibrated(signal)));
        }
        AuxWords.of(rig.settings()).forEach(line -> say("  aux        " + line));
        RigSettings.Trigger trigger = rig.settings().trigger();
        if (rig.settings().timed()) {
            say("  trigger    whatever the phase, at random intervals");
        } else if (trigger.phasePolicy()) {
            for (RigSettings.Condition condition : trigger.conditions()) {
                say("  trigger    " + TriggerWords.of(trigger, condition));
            }
            String design = TriggerWords.design(trigger, new TrialPlan(RigTrials.settings(rig.settings())));
            if (!design.isEmpty()) {
                say("  trials     " + design);
            }
            drawsTrials = !design.isEmpty() || trigger.conditions().size() > 1;
        } else {
            say(String.format(
                    Locale.ROOT,
                    "  trigger    at once when a channel crosses %s, at least %s ms apart",
                    plain(trigger.level()),
                    plain(trigger.minIntervalMs())));
        }
        TriggerWords.gates(trigger).ifPresent(line -> say("  only when  " + line));
        say("  stimulator "
                + (virtual
                        ? "none: a virtual run decides and delivers nothing"
                        : rig.settings().stimulator().fire()
                                + (rig.settings().stimulator().live() ? " (LIVE: it can reach a person)" : " (bench)")
                                + (rig.settings().stimulator().markers().isEmpty()
                                        ? ""
                                        : ", markers to "
                                                + String.join(
                                                        ", ",
                                                        rig.settings()
                                                                .stimulator()
                                                                .markers()))));
        say("  recording  " + recording);
        say(String.format(
                Locale.ROOT,
                "  running    watching the stream for %s s before it may be armed; Ctrl-C stops",
                plain(rig.settings().loop().settleSeconds())));
    }

    private static String calibrated(SignalSettings signal) {
        String frozen = signal.freezeAfterSeconds().isEmpty()
                ? ""
                : signal.freezeAfterSeconds().getAsDouble() == 0
                        ? ", frozen"
                        : ", frozen after " + plain(signal.freezeAfterSeconds().getAsDouble()) + " s";
        return signal.calibration()
                        .map(c -> String.format(
                                Locale.ROOT, ", calibrated at %.1f Hz, %.1f dB over 1/f", c.peakHz(), c.peakDb()))
                        .orElse("")
                + frozen;
    }

    void armed() {
        say("  armed      bench devices only: pulses from now on");
    }

    /** What the console answers to a person. */
    void desk(String line) {
        say("  > " + line);
    }

    void note(String line) {
        say("  note       " + line);
    }

    /** Progress waits meanwhile: it would scroll questions away. */
    void quietWhile(BooleanSupplier asked) {
        quiet = asked;
    }

    /** What another program asked for. */
    void remote(String line) {
        say("  remote     " + line);
    }

    /** Who can do something, once it runs. */
    void people(boolean live, boolean console, boolean window) {
        if (console) {
            say("  keys       " + ConsoleDesk.KEYS);
        }
        if (live && !console && !window) {
            say("  not armed  a live device is armed by a person at the console or in the window: there is neither,"
                    + " every pulse will be vetoed");
        }
    }

    /** A live device has been watched for long enough. */
    void mayBeArmed() {
        say("  not armed  a person may arm now: in the window, or by typing arm here; both in two steps");
    }

    /** Whether a live device gives pulses now, whenever that changes. */
    void live(InterlockState state) {
        if (state == saidState) {
            return;
        }
        boolean before = saidState == InterlockState.RUNNING || saidState == InterlockState.HOLD;
        saidState = state;
        if (state == InterlockState.RUNNING) {
            say("  LIVE       RUNNING: the device gives pulses from now on; s stops, h holds");
        } else if (before) {
            say("  live       " + state + ": no pulses");
        }
    }

    /** Asks for the confirmation when it is nearly too late. */
    void confirmation(OptionalDouble secondsLeft) {
        if (secondsLeft.isEmpty() || secondsLeft.getAsDouble() > LAST_SECONDS) {
            confirmationSaid = Integer.MAX_VALUE;
            return;
        }
        int left = (int) secondsLeft.getAsDouble() / CONFIRMATION_STEP_SECONDS;
        if (left < confirmationSaid) {
            confirmationSaid = left;
            say(String.format(
                    Locale.ROOT,
                    "\u0007  confirm    press Enter: the device is disarmed in %.0f s",
                    secondsLeft.getAsDouble()));
        }
    }

    void notAsked() {
        say("  not armed  every pulse will be vetoed; --arm arms the bench devices");
    }

    void neverArmed(boolean refused) {
        say(
                refused
                        ? "  not armed  the run was over before the samples were young enough for the horizon (see above)"
                        : "  not armed  the run was over before the stream had been watched for long enough (rig.settle-s)");
    }

    /** Says where a rhythm is when that is new: at first, when it has moved, when it comes or goes. */
    void rhythms(List<TrackedRhythm> rhythms) {
        for (TrackedRhythm now : rhythms) {
            TrackedRhythm said = saidRhythms.get(now.signal());
            if (said == null
                    || said.hardlyThere() != now.hardlyThere()
                    || Math.abs(said.peakHz() - now.peakHz()) >= WORTH_SAYING_HZ) {
                saidRhythms.put(now.signal(), now);
                say(String.format(
                        Locale.ROOT,
                        "  rhythm     %s: %.1f Hz, %.1f dB over the 1/f background%s",
                        now.signal(),
                        now.peakHz(),
                        now.peakDb(),
                        now.hardlyThere() ? ": hardly a rhythm, its phase means little" : ""));
            }
        }
    }

    /** Asks how things stand only when it is time for a line. */
    void progress(
            Supplier<SessionStatus> status,
            Supplier<SessionTiming> timing,
            Supplier<Optional<Delivery>> lastRefusal,
            Optional<TrialStatus> trials,
            InterlockState state,
            double elapsed,
            double total) {
        if (elapsed < nextProgress || quiet.getAsBoolean()) {
            return;
        }
        SessionStatus soFar = status.get();
        nextProgress = (Math.floor(elapsed / PROGRESS_EVERY_SECONDS) + 1) * PROGRESS_EVERY_SECONDS;
        long refused = soFar.outcomes().entrySet().stream()
                .filter(e -> e.getKey().isVeto())
                .mapToLong(Map.Entry::getValue)
                .sum();
        long virtual = soFar.outcomes().getOrDefault(Outcome.VIRTUAL, 0L);
        boolean onlyVirtual = soFar.pulses() == 0 && virtual > 0;
        SessionTiming timed = timing.get();
        String more = soFar.returned().map(ReturnedWords::recent).orElse("") + StreamNews.mark(soFar.stream());
        print(String.format(
                        Locale.ROOT,
                        "%6.0f s%s  %-8s %-7s %-4d vetoes %-4d samples %-8d %s",
                        elapsed,
                        Double.isInfinite(total) ? "" : String.format(Locale.ROOT, " of %.0f", total),
                        state.name().toLowerCase(Locale.ROOT),
                        onlyVirtual ? "virtual" : "pulses",
                        onlyVirtual ? virtual : soFar.pulses(),
                        refused,
                        soFar.frames(),
                        TimingWords.progress(timed))
                + more);
        // The window has state, counts, trials and the last refusal of its own.
        lastLine = (more + ", " + TimingWords.screen(timed)).replaceFirst("^, ", "");
        // Of one condition without end, the pulses say it all.
        trials.filter(t -> t.waiting() != TrialStatus.Waiting.NOTHING || drawsTrials && t.given() + t.redone() > 0)
                .ifPresent(t -> print("           " + TrialWords.of(t)));
        Delivery refusal = lastRefusal.get().orElse(null);
        if (refusal != null && refusal.decisionId != saidRefusal && state == InterlockState.RUNNING) {
            saidRefusal = refusal.decisionId;
            print("           refused: " + RefusalWords.of(refusal));
        }
    }

    /** At once: closing everything takes a moment. */
    void stopped(SessionStatus status) {
        status.stop().ifPresent(stop -> say("  STOPPED    nothing fires any more: " + stop.detail()));
    }

    void ended(SessionSummary summary) {
        say("  ended      " + endLine(summary));
    }

    void control(String line) {
        say("  control    " + line);
    }

    static String endLine(SessionSummary summary) {
        return summary.end().words() + (summary.detail().isEmpty() ? "" : ": " + summary.detail());
    }

    /** Says what happens to the samples. */
    StreamNews streamNews(RigBinding rig) {
        return new StreamNews(rig.settings().acquisition().maxTimeErrorMs(), line -> say("  " + line));
    }

    /** What the window shows below its numbers: the last line said, of a progress line what the window does not have. */
    String lastLine() {
        return lastLine;
    }

    /** The console's thread speaks, too. */
    private synchronized void say(String line) {
        lastLine = line.strip();
        print(line);
    }

    private synchronized void print(String line) {
        out.println(line);
        out.flush();
    }

    static String plain(double value) {
        return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
    }
}
