package org.phasor.rig.command;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.phasor.recordings.SessionRecording;
import org.phasor.rig.RecordedRig;
import org.phasor.rig.RigFile;
import org.phasor.rig.RigSettings;
import org.phasor.rig.RigTrials;
import org.phasor.rig.TrialCheck;
import org.phasor.trigger.AmplitudeWindow;
import org.phasor.trigger.ConditionKind;
import org.phasor.trigger.Trial;
import org.phasor.trigger.TrialPlan;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code phasor trials}: the order that a rig file and its seed give, and whether a session kept to it. */
@Command(
        name = "trials",
        description = "Prints the trials of a rig file in the order drawn, or holds a session against its own.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Example: phasor trials rig/examples/trials.toml > order.tsv",
            "Columns, tab-separated: trial, stage, block, condition, kind, phase-deg,",
            "amplitude, intensity-percent-rmt, interval-ms (a rest: how long it is),",
            "virtual-before (decisions before it that are not given). A dash: none.",
            "With a SESSION the order is drawn again from the rig text in it, and compared",
            "with every decision to fire.",
            "Exit codes: 0 done, or all as drawn; 1 some differ; 4 the session has no trials."
        })
final class TrialsCommand implements Callable<Integer> {

    /** Of a plan without end. */
    private static final long SHOWN_OF_ENDLESS = 100;

    @Parameters(paramLabel = "RIG.toml|SESSION", description = "A rig file, or a recording made by phasor run (.xdf).")
    private Path file;

    @Option(names = "--first", paramLabel = "N", description = "Prints so many; default all, or 100 without an end.")
    private Long first;

    @Option(names = "--set", paramLabel = "KEY=VALUE", description = "Replaces a value, as trigger.seed=2.")
    private List<String> sets = new ArrayList<>();

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        PrintWriter out = spec.commandLine().getOut();
        if (first != null && first < 1) {
            throw new ParameterException(spec.commandLine(), "--first = " + first + ": must be >= 1");
        }
        if (file.toString().toLowerCase(Locale.ROOT).endsWith(".xdf")) {
            if (!sets.isEmpty() || first != null) {
                throw new ParameterException(
                        spec.commandLine(), (sets.isEmpty() ? "--first" : "--set") + ": not for a session");
            }
            return compare(out).number();
        }
        print(out, RigFile.read(file, sets));
        return ExitCode.DONE.number();
    }

    private ExitCode compare(PrintWriter out) throws Exception {
        try (SessionRecording session = SessionRecording.open(file)) {
            RigFile rig = RecordedRig.of(session);
            if (!rig.settings().trigger().phasePolicy()) {
                throw new CommandFailed(ExitCode.NOT_COMPARABLE, file + ": its rig " + withoutTrials(rig.settings()));
            }
            TrialCheck.Result result = TrialCheck.run(session, rig);
            if (!result.numbered()) {
                throw new CommandFailed(
                        ExitCode.NOT_COMPARABLE,
                        file + ": its decisions have no trial numbers: recorded by version "
                                + session.facts().getOrDefault("phasor.version", "unknown"));
            }
            if (result.same()) {
                out.println("as drawn: " + result.decisions() + " decisions to fire, for " + result.trials()
                        + " trials, seed " + rig.settings().trigger().seed());
                return ExitCode.DONE;
            }
            result.first().forEach(out::println);
            out.println(result.differing() + " of " + result.decisions() + " decisions to fire are not as drawn");
            return ExitCode.CHECK_FAILED;
        }
    }

    private static String withoutTrials(RigSettings rig) {
        return (rig.timed() ? "fires at random times, whatever the phase" : "fires at a level, not at a phase")
                + ": it has no trials";
    }

    private void print(PrintWriter out, RigFile rig) throws CommandFailed {
        RigSettings.Trigger trigger = rig.settings().trigger();
        if (!trigger.phasePolicy()) {
            throw new CommandFailed(ExitCode.BAD_ARGUMENTS, file + ": " + withoutTrials(rig.settings()));
        }
        TrialPlan plan = new TrialPlan(RigTrials.settings(rig.settings()));
        long most = first != null ? first : plan.trials().isPresent() ? Long.MAX_VALUE : SHOWN_OF_ENDLESS;
        out.println(String.join(
                "\t",
                "trial",
                "stage",
                "block",
                "condition",
                "kind",
                "phase-deg",
                "amplitude",
                "intensity-percent-rmt",
                "interval-ms",
                "virtual-before"));
        for (long printed = 0; printed < most; ) {
            TrialPlan.Step step = plan.next();
            if (step == TrialPlan.Step.DONE) {
                return;
            }
            if (step == TrialPlan.Step.REST) {
                String length = plain(plan.restNanos() / 1e6);
                out.println(String.join(
                        "\t", "-", stage(trigger, plan.stage()), "-", "-", "rest", "-", "-", "-", length, "-"));
            }
            for (int i = 0; i < plan.size() && printed < most; i++, printed++) {
                out.println(row(trigger, plan.trial(i)));
            }
        }
    }

    private static String row(RigSettings.Trigger trigger, Trial trial) {
        RigSettings.Condition condition = trigger.conditions().get(trial.condition());
        double phaseDeg = condition.kind() == ConditionKind.RANDOM_PHASE
                ? Math.toDegrees(trial.drawnPhaseRad())
                : condition.phaseDeg();
        String amplitude = trial.amplitudeWindow() >= 0
                ? trigger.design().amplitudes().get(trial.amplitudeWindow()).words()
                : condition
                        .amplitude()
                        .or(trigger::amplitude)
                        .map(AmplitudeWindow::words)
                        .orElse("-");
        return String.join(
                "\t",
                Long.toString(trial.number()),
                stage(trigger, trial.stage()),
                Long.toString(trial.block()),
                condition.name().replace('\t', ' '),
                condition.kind().key() + (condition.sham() ? " sham" : ""),
                plain(phaseDeg),
                amplitude,
                plain(trial.intensityPercentRmt()),
                plain(trial.intervalNanos() / 1e6),
                Integer.toString(trial.virtualBefore()));
    }

    private static String stage(RigSettings.Trigger trigger, int stage) {
        return stage < 0 ? "-" : trigger.design().stages().get(stage).name().replace('\t', ' ');
    }

    /** Every digit there is: somebody may compare. */
    private static String plain(double value) {
        return Double.isNaN(value) ? "-" : Narrator.plain(value);
    }
}
