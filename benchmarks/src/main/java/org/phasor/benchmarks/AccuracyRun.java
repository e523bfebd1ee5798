package org.phasor.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * What the parts of {@link Accuracy} share: work on all cores, in the order it was given; progress on standard error, tables on
 * standard output; and the bounds that were not met. One thread.
 */
final class AccuracyRun implements AutoCloseable {

    private final ExecutorService pool =
            Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors(), work -> {
                Thread thread = new Thread(work, "accuracy");
                thread.setDaemon(true);
                return thread;
            });
    private final List<String> broken = new ArrayList<>();
    private final List<String> undecided = new ArrayList<>();

    /** The results in the order of the work; they do not depend on the number of cores. */
    <T> List<T> all(String what, List<Callable<T>> work) throws InterruptedException {
        List<Future<T>> futures = new ArrayList<>();
        work.forEach(piece -> futures.add(pool.submit(piece)));
        List<T> results = new ArrayList<>();
        for (Future<T> future : futures) {
            try {
                results.add(future.get());
            } catch (ExecutionException e) {
                throw new IllegalStateException(what + ": " + e.getCause(), e.getCause());
            }
            System.err.printf(Locale.ROOT, "\r%s: %d of %d ", what, results.size(), futures.size());
        }
        System.err.print("\r" + " ".repeat(what.length() + 20) + "\r");
        return results;
    }

    void print(String format, Object... values) {
        System.out.printf(Locale.ROOT, format + "%n", values);
    }

    /** Notes a bound that is not met; gives the mark that the table shows. */
    String hold(boolean met, String format, Object... values) {
        if (met) {
            return "";
        }
        broken.add(String.format(Locale.ROOT, format, values));
        return " (!)";
    }

    /** Notes what the signal is too short to tell; gives the mark that the table shows. */
    String leaveOpen(String format, Object... values) {
        undecided.add(String.format(Locale.ROOT, format, values));
        return " (?)";
    }

    List<String> undecided() {
        return List.copyOf(undecided);
    }

    List<String> broken() {
        return List.copyOf(broken);
    }

    @Override
    public void close() {
        pool.shutdownNow();
    }
}
