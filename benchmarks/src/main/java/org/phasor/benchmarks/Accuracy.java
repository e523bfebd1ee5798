package org.phasor.benchmarks;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.phasor.dsp.evaluation.TruthKind;

/**
 * How accurate the phase is: the bias of every estimator by the frequency of the peak, and the default estimator against others.
 * Prints Markdown; exit code 1 when a bound is not met. {@code Accuracy [--quick] [EEG_FOLDER]}: {@code --quick} takes fewer
 * seeds and peaks; EEG_FOLDER, by default {@code ../shared/data/eeg}, holds the recordings, and without it only synthetic signals
 * are compared.
 */
public final class Accuracy {

    private Accuracy() {}

    public static void main(String[] arguments) throws Exception {
        List<String> given = List.of(arguments);
        boolean quick = given.contains("--quick");
        Path eeg = Path.of(
                given.stream().filter(a -> !a.startsWith("--")).findFirst().orElse("../shared/data/eeg"));
        long start = System.nanoTime();
        try (AccuracyRun run = new AccuracyRun()) {
            AccuracyComparison comparison = new AccuracyComparison(run, quick);
            if (Files.isDirectory(eeg)) {
                comparison.recordings(eeg, TruthKind.MULTI);
                comparison.recordings(eeg, TruthKind.BAND);
            } else {
                run.print("no recordings in %s: only synthetic signals are compared%n", eeg);
            }
            comparison.synthetic();
            AccuracyBias bias = new AccuracyBias(run, quick);
            bias.tracking();
            bias.calibrated();
            for (String line : run.undecided()) {
                run.print("too short to tell: %s", line);
            }
            for (String line : run.broken()) {
                run.print("not met: %s", line);
            }
            run.print("%d bounds not met; %.0f s", run.broken().size(), 1e-9 * (System.nanoTime() - start));
            System.exit(run.broken().isEmpty() ? 0 : 1);
        }
    }
}
