package org.phasor.rig;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.phasor.acquisition.AuxKind;
import org.phasor.acquisition.CorrectionInUse;
import org.phasor.lsl.Inlet;
import org.phasor.lsl.InletListener;
import org.phasor.lsl.LslClock;
import org.phasor.lsl.StreamInfo;
import org.phasor.lsl.TimeCorrection;
import org.phasor.recordings.ExtraStream;
import org.phasor.rig.RigSettings.Aux;

/**
 * One further stream: from its inlet to those who listen, and through a queue into the recording. {@link InletListener}'s methods
 * are for the inlet's reader thread, {@link #drain} and {@link #finish} for the recorder's, the others for the session's.
 */
final class AuxStream implements InletListener {

    private static final long CLOCK_OFFSET_NANOS = 5_000_000_000L;
    private static final long SAY_AGAIN_NANOS = 10_000_000_000L;
    private static final long LONGEST_WAIT_NANOS = 2_000_000_000L;
    private static final long POLL_NANOS = 2_000_000;

    /** A table of the rig file, and where its channels are in the stream. */
    private record Watched(Aux aux, int[] channels, double[] values) {}

    private final Inlet inlet;
    private final StreamInfo info;
    private final List<Watched> watched;
    private final AuxQueue queue;
    private final AuxNews news;
    private final LastHeard heard;

    private ExtraStream out;
    private List<AuxListener> listeners = List.of();
    private Consumer<String> onTriggerLost = why -> {};

    private CorrectionInUse correction = new CorrectionInUse();
    private boolean clockLookedFor;
    private volatile boolean closing;
    private volatile boolean connected = true;
    private volatile int losses;

    private volatile int recoveries;
    private int recoveriesSeen;
    private TimeCorrection newest;
    private TimeCorrection recorded;
    private boolean offsetWritten;
    private long offsetNanos;
    private double lastStamp = Double.NaN;
    private boolean overflowSaid;
    private long overflowSaidNanos;
    private volatile long samples;

    /**
     * @param channels for each table its places in the stream; empty for all
     */
    AuxStream(Inlet inlet, List<Aux> tables, List<int[]> channels, AuxNews news) {
        this.inlet = inlet;
        this.news = news;
        info = inlet.info();
        queue = new AuxQueue(info);
        heard = new LastHeard(info.nominalRateHz());
        watched = IntStream.range(0, tables.size())
                .mapToObj(i -> watched(tables.get(i), channels.get(i), info.channelCount()))
                .toList();
    }

    /** Whether a table of the rig file names this stream. */
    boolean has(Aux aux) {
        return watched.stream().anyMatch(w -> w.aux().name().equals(aux.name()));
    }

    private static Watched watched(Aux aux, int[] channels, int all) {
        int[] places = channels.length > 0 ? channels : IntStream.range(0, all).toArray();
        return new Watched(aux, places, new double[places.length]);
    }

    StreamInfo info() {
        return info;
    }

    /** The names that the rig file gives it. */
    String names() {
        return watched.stream().map(w -> w.aux().name()).collect(Collectors.joining(", "));
    }

    /**
     * Lets samples in; once, after {@link #record}.
     *
     * @param triggerLost hears on the reader thread that a stream of triggers is gone
     */
    void start(List<AuxListener> hearing, Consumer<String> triggerLost) {
        listeners = List.copyOf(hearing);
        onTriggerLost = triggerLost;
        heard.begins(System.nanoTime());
        inlet.start(this);
    }

    /** Whether it is a sampled stream of triggers that is connected and gives nothing any more: its sender hangs. Any thread. */
    boolean silentTriggers(long nowNanos, long lostAfterNanos) {
        return connected && !closing && hasTriggers() && heard.silent(nowNanos, lostAfterNanos);
    }

    private boolean hasTriggers() {
        return watched.stream().anyMatch(w -> w.aux.kind() == AuxKind.TRIGGER);
    }

    /** Where it is recorded. */
    void record(ExtraStream target) {
        out = target;
    }

    @Override
    public void onSample(double stampSeconds, boolean anchored, long arrivalNanos, double[] values) {
        take(stampSeconds, anchored, arrivalNanos, values);
        heard.sample(System.nanoTime());
    }

    private void take(double stampSeconds, boolean anchored, long arrivalNanos, double[] values) {
        if (!counts(stampSeconds, anchored, values.length)) {
            return;
        }
        queue.offer(stampSeconds, values);
        if (listeners.isEmpty()) {
            return;
        }
        long timeNanos = timeNanos(stampSeconds, arrivalNanos);
        for (Watched w : watched) {
            for (int c = 0; c < w.channels.length; c++) {
                w.values[c] = values[w.channels[c]];
            }
            for (AuxListener listener : listeners) {
                listener.sample(w.aux, timeNanos, w.values);
            }
        }
    }

    @Override
    public void onText(double stampSeconds, boolean anchored, long arrivalNanos, String[] values) {
        if (!counts(stampSeconds, anchored, values.length)) {
            return;
        }
        queue.offer(stampSeconds, values);
        if (listeners.isEmpty()) {
            return;
        }
        long timeNanos = timeNanos(stampSeconds, arrivalNanos);
        for (Watched w : watched) {
            for (int channel : w.channels) {
                for (AuxListener listener : listeners) {
                    listener.text(w.aux, timeNanos, values[channel]);
                }
            }
        }
    }

    /** Whether something that came is to be recorded; what cannot be is counted. */
    private boolean counts(double stampSeconds, boolean anchored, int length) {
        if (closing) {
            return false;
        }
        boolean usable = usable(stampSeconds, anchored, length);
        if (!usable) {
            queue.lose();
        }
        return usable;
    }

    /** A stamp that means nothing would put a sample anywhere; one of another shape comes from another sender. */
    private boolean usable(double stampSeconds, boolean anchored, int length) {
        return anchored && Double.isFinite(stampSeconds) && length == info.channelCount();
    }

    private long timeNanos(double stampSeconds, long arrivalNanos) {
        if (!clockLookedFor) {
            clockLookedFor = true;
            awaitFirstMeasurement();
        }
        return LslClock.toNanos(stampSeconds + correction.of(stampSeconds, true, arrivalNanos, inlet.timeCorrection()));
    }

    /** What was sent before we listened would be taken for another clock; who measures nothing is believed after a while. */
    private void awaitFirstMeasurement() {
        long start = System.nanoTime();
        while (inlet.timeCorrection() == null && !closing && System.nanoTime() - start < LONGEST_WAIT_NANOS) {
            LockSupport.parkNanos(POLL_NANOS);
        }
    }

    @Override
    public void onLost(String why) {
        if (closing) {
            return;
        }
        connected = false;
        losses++;
        String line = "aux '" + names() + "': " + why;
        if (hasTriggers()) {
            onTriggerLost.accept(line);
        }
        news.say(System.nanoTime(), line + (info.sourceId().isEmpty() ? "" : "; waiting for it to come back"));
    }

    @Override
    public void onRecovered() {
        heard.begins(System.nanoTime());
        connected = true;
        // It may be another clock now.
        correction = new CorrectionInUse();
        clockLookedFor = false;
        recoveries++;
        news.say(System.nanoTime(), "aux '" + names() + "': stream '" + info.name() + "' is back");
    }

    /** Writes what has come to the recording. */
    void drain(AuxLog log) throws IOException {
        queue.drain((stamp, lostBefore, values, texts) -> {
            if (lostBefore > 0) {
                sayLost(log, lostBefore, "between " + seconds(lastStamp) + " and " + seconds(stamp));
            }
            lastStamp = stamp;
            if (texts == null) {
                out.sample(stamp, values);
            } else {
                out.text(stamp, texts);
            }
        });
        samples = out.count();
        if (recoveriesSeen != recoveries) {
            recoveriesSeen = recoveries;
            offsetWritten = false;
        }
        TimeCorrection measured = inlet.timeCorrection();
        newest = measured == null ? newest : measured;
        long now = System.nanoTime();
        if (newest != recorded && (!offsetWritten || now - offsetNanos >= CLOCK_OFFSET_NANOS)) {
            writeOffset(now);
        }
    }

    private void writeOffset(long now) {
        offsetWritten = true;
        offsetNanos = now;
        recorded = newest;
        out.clockOffset(newest.remoteSeconds(), newest.offsetSeconds());
    }

    /** The last of it, when nothing comes any more. */
    void finish(AuxLog log) throws IOException {
        drain(log);
        if (newest != recorded) {
            writeOffset(System.nanoTime());
        }
        if (queue.lostAtTheEnd() > 0) {
            sayLost(log, queue.lostAtTheEnd(), "after " + seconds(lastStamp));
        }
    }

    private void sayLost(AuxLog log, long lost, String where) throws IOException {
        String line = "aux '" + names() + "': " + lost + " samples of stream '" + info.name() + "' were not recorded, "
                + where + " of its own clock";
        long now = System.nanoTime();
        log.log(LslClock.toSeconds(now), line);
        if (!overflowSaid || now - overflowSaidNanos >= SAY_AGAIN_NANOS) {
            overflowSaid = true;
            overflowSaidNanos = now;
            news.show(now, line);
        }
    }

    private static String seconds(double stamp) {
        return Double.isNaN(stamp) ? "its start" : String.format(Locale.ROOT, "%.6f s", stamp);
    }

    /** How it stands. Any thread. */
    SessionSummary.Further summary() {
        return new SessionSummary.Further(names(), info.name(), samples, queue.lost(), losses, connected);
    }

    /** Nothing comes any more when this returns. */
    void close() {
        if (!closing) {
            closing = true;
            inlet.close();
        }
    }
}
