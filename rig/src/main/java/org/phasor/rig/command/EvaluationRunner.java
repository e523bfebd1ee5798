package org.phasor.rig.command;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BiConsumer;
import org.phasor.dsp.SignalSettings;
import org.phasor.dsp.evaluation.EstimatorRun;
import org.phasor.dsp.evaluation.EvaluationBench;

/**
 * Trains and runs estimators over one recording, several at a time. Results come in the order asked for and do not depend on the
 * number of threads.
 */
final class EvaluationRunner {

    /**
     * @param runs of those that could be run, by estimator and delay
     * @param refusals why the others could not, by name
     */
    record Runs(List<EstimatorRun> runs, Map<String, String> refusals) {}

    private final int threads;
    private final BiConsumer<Integer, Integer> progress;

    /** @param progress is told how many pieces of work are done, and of how many */
    EvaluationRunner(int threads, BiConsumer<Integer, Integer> progress) {
        this.threads = threads;
        this.progress = progress;
    }

    Runs run(EvaluationBench bench, List<String> names, List<Double> delaysMs) throws InterruptedException {
        int total = names.size() * (1 + delaysMs.size());
        int done = 0;
        ExecutorService pool = Executors.newFixedThreadPool(threads, work -> {
            Thread thread = new Thread(work, "evaluation");
            thread.setDaemon(true);
            return thread;
        });
        try {
            Map<String, String> refusals = new LinkedHashMap<>();
            List<Future<SignalSettings>> trainings = new ArrayList<>();
            for (String name : names) {
                trainings.add(pool.submit(() -> bench.settingsFor(name)));
            }
            List<Future<EstimatorRun>> runnings = new ArrayList<>();
            List<String> nameOf = new ArrayList<>();
            for (int i = 0; i < names.size(); i++) {
                Optional<SignalSettings> settings = await(trainings.get(i), names.get(i), refusals);
                progress.accept(++done, total);
                if (settings.isEmpty()) {
                    total -= delaysMs.size();
                    continue;
                }
                for (double delayMs : delaysMs) {
                    Callable<EstimatorRun> work = () -> bench.run(settings.get(), delayMs);
                    runnings.add(pool.submit(work));
                    nameOf.add(names.get(i));
                }
            }
            List<EstimatorRun> runs = new ArrayList<>();
            for (int i = 0; i < runnings.size(); i++) {
                await(runnings.get(i), nameOf.get(i), refusals).ifPresent(runs::add);
                progress.accept(++done, total);
            }
            runs.removeIf(run -> refusals.containsKey(run.name()));
            return new Runs(runs, refusals);
        } finally {
            pool.shutdownNow();
        }
    }

    /** Empty, with the reason noted, where an estimator refuses. */
    private static <T> Optional<T> await(Future<T> future, String name, Map<String, String> refusals)
            throws InterruptedException {
        try {
            return Optional.of(future.get());
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IllegalArgumentException refusal) {
                refusals.putIfAbsent(name, refusal.getMessage());
                return Optional.empty();
            }
            throw new IllegalStateException("estimator \"" + name + "\" failed: " + e.getCause(), e.getCause());
        }
    }
}
