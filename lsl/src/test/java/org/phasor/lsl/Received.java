package org.phasor.lsl;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/** A listener that keeps everything. */
final class Received implements InletListener {

    record Sample(double stampSeconds, boolean anchored, long arrivalNanos, List<Double> values) {}

    record Texts(double stampSeconds, boolean anchored, List<String> values) {}

    private final List<Sample> samples = new ArrayList<>();
    private final List<Texts> texts = new ArrayList<>();
    private final List<String> losses = new ArrayList<>();
    private int recoveries;

    @Override
    public synchronized void onSample(double stampSeconds, boolean anchored, long arrivalNanos, double[] values) {
        List<Double> copy = new ArrayList<>();
        for (double value : values) {
            copy.add(value);
        }
        samples.add(new Sample(stampSeconds, anchored, arrivalNanos, copy));
        notifyAll();
    }

    @Override
    public synchronized void onText(double stampSeconds, boolean anchored, long arrivalNanos, String[] values) {
        texts.add(new Texts(stampSeconds, anchored, List.of(values.clone())));
        notifyAll();
    }

    @Override
    public synchronized void onLost(String why) {
        losses.add(why);
        notifyAll();
    }

    @Override
    public synchronized void onRecovered() {
        recoveries++;
        notifyAll();
    }

    synchronized List<Sample> samples() {
        return List.copyOf(samples);
    }

    synchronized List<Texts> texts() {
        return List.copyOf(texts);
    }

    synchronized List<String> losses() {
        return List.copyOf(losses);
    }

    synchronized int recoveries() {
        return recoveries;
    }

    List<Sample> awaitSamples(int count) throws InterruptedException {
        await(() -> samples.size() >= count);
        return samples();
    }

    List<Texts> awaitTexts(int count) throws InterruptedException {
        await(() -> texts.size() >= count);
        return texts();
    }

    List<String> awaitLoss() throws InterruptedException {
        await(() -> !losses.isEmpty());
        return losses();
    }

    void awaitRecovery() throws InterruptedException {
        await(() -> recoveries > 0);
    }

    private synchronized void await(BooleanSupplier condition) throws InterruptedException {
        long deadline = System.nanoTime() + 10_000_000_000L;
        while (!condition.getAsBoolean()) {
            long leftMs = (deadline - System.nanoTime()) / 1_000_000;
            if (leftMs <= 0) {
                throw new AssertionError("waited 10 s in vain; have " + samples.size() + " samples, " + texts.size()
                        + " texts, losses " + losses);
            }
            wait(leftMs);
        }
    }
}
