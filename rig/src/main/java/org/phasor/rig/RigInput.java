package org.phasor.rig;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.phasor.acquisition.AnnouncedLength;
import org.phasor.acquisition.LslSource;
import org.phasor.acquisition.RigClock;
import org.phasor.acquisition.SampleSource;
import org.phasor.acquisition.SyntheticSettings;
import org.phasor.acquisition.SyntheticSource;
import org.phasor.lsl.Lsl;
import org.phasor.lsl.StreamInfo;
import org.phasor.recordings.RecordingSource;
import org.phasor.stimulator.PulsePattern;

/**
 * Where a run's samples come from, as its rig file says. A synthetic signal or a recording is played as an LSL stream
 * on this machine and received like an amplifier's: one way in for everything that is live.
 */
public final class RigInput implements AutoCloseable {

    private static final Duration OWN_STREAM_TIMEOUT = Duration.ofSeconds(5);

    private final SampleSource source;
    private final Player player;
    private final SampleSource played;

    private RigInput(SampleSource source, Player player, SampleSource played) {
        this.source = source;
        this.player = player;
        this.played = played;
    }

    /**
     * Finds and connects; no sample flows before {@link #source} is started and {@link #play} called.
     *
     * @param words is told what happens, line by line
     * @throws IOException when there is no such stream, or it cannot be had; in one line
     * @throws RigFileException when {@code acquisition.stream} is no XPath
     */
    public static RigInput open(RigFile file, Lsl lsl, Consumer<String> words)
            throws IOException, InterruptedException, RigFileException {
        RigSettings.Acquisition acquisition = file.settings().acquisition();
        return switch (acquisition.source()) {
            case LSL -> new RigInput(LslSource.open(lsl, find(lsl, file, words)), null, null);
            case SYNTHETIC -> {
                SyntheticSettings synthetic = acquisition.synthetic();
                words.accept("playing a synthetic signal as an LSL stream: "
                        + synthetic.labels().size() + " channels at "
                        + (long) synthetic.rateHz() + " Hz with a " + synthetic.frequencyHz()
                        + " Hz rhythm whose phase is known");
                SampleSource signal = new SyntheticSource(
                        synthetic, "phasor-synthetic", Double.POSITIVE_INFINITY, 1, RigClock.SYSTEM);
                long samples = Double.isInfinite(synthetic.durationSeconds())
                        ? AnnouncedLength.NONE
                        : synthetic.totalSamples();
                yield playing(lsl, signal, samples, acquisition.chunk(), trigger(file.settings(), words));
            }
            case FILE -> {
                RecordingSource samples = RecordingSource.open(acquisition.file());
                words.accept("playing " + acquisition.file().getFileName() + " as an LSL stream");
                yield playing(lsl, samples, samples.sampleCount(), acquisition.chunk(), null);
            }
        };
    }

    /** The amplifier's trigger input, when it has one; null otherwise. */
    private static TriggerInput trigger(RigSettings settings, Consumer<String> words) throws IOException {
        if (settings.acquisition().triggerInput().isEmpty()) {
            return null;
        }
        TriggerInputSettings trigger = settings.acquisition().triggerInput().get();
        PulsePattern pattern = settings.stimulator().pattern();
        words.accept("its channel " + TriggerInput.LABEL + " shows what comes in as UDP datagrams on 127.0.0.1:"
                + trigger.port());
        return TriggerInput.open(
                pattern.timedByDevice() ? trigger.withPattern(pattern.pulses(), pattern.gapNanos()) : trigger);
    }

    /**
     * A signal that no rig file describes, played as an LSL stream on this machine.
     *
     * @param signal without an end, given as fast as it is taken
     * @param chunk samples sent at once
     */
    public static RigInput of(Lsl lsl, SampleSource signal, int chunk) throws IOException, InterruptedException {
        return playing(lsl, signal, AnnouncedLength.NONE, chunk, null);
    }

    private static RigInput playing(Lsl lsl, SampleSource signal, long samples, int chunk, TriggerInput trigger)
            throws IOException, InterruptedException {
        Player player = Player.open(lsl, signal.info(), samples, PlayerSettings.plain(chunk), trigger);
        try {
            List<StreamInfo> found =
                    lsl.resolver().resolve("uid='" + player.info().uid() + "'", 1, OWN_STREAM_TIMEOUT);
            if (found.isEmpty()) {
                throw new IOException("LSL stream '" + player.info().name()
                        + "' of this program was not found again on this machine: is UDP on loopback blocked?");
            }
            return new RigInput(LslSource.open(lsl, found.get(0)), player, signal);
        } catch (IOException | InterruptedException | RuntimeException e) {
            player.close();
            throw e;
        }
    }

    private static StreamInfo find(Lsl lsl, RigFile file, Consumer<String> words)
            throws IOException, InterruptedException, RigFileException {
        RigSettings.Acquisition acquisition = file.settings().acquisition();
        double timeout = acquisition.resolveTimeoutSeconds();
        return StreamSearch.one(lsl, acquisition.stream(), timeout, "acquisition.stream", file.name(), words);
    }

    /** For a predicate that nothing matched: {@code name=X} compares with an element X that no stream has. */
    public static String quotesHint(String predicate) {
        boolean quoted = predicate.indexOf('\'') >= 0 || predicate.indexOf('"') >= 0;
        return predicate.isBlank() || quoted ? "" : "; a text needs quotes, as in name='MyAmp'";
    }

    public SampleSource source() {
        return source;
    }

    /** Starts what is played on this machine; nothing to do for a stream of others. */
    public void play() {
        if (player != null) {
            player.play(played);
        }
    }

    @Override
    public void close() {
        source.close();
        if (player != null) {
            player.close();
            played.close();
        }
    }
}
