package org.phasor.rig;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.phasor.dsp.StreamChannels;
import org.phasor.lsl.ChannelFormat;
import org.phasor.lsl.Inlet;
import org.phasor.lsl.InletOptions;
import org.phasor.lsl.Lsl;
import org.phasor.lsl.LslClock;
import org.phasor.lsl.StreamInfo;
import org.phasor.recordings.Recorder;
import org.phasor.rig.RigSettings.Aux;
import org.phasor.stimulator.Interlock;
import org.phasor.stimulator.StopReason;

/**
 * The further streams that a rig file names, connected. Opened before the session, which records them from its start and takes them
 * down at its end; {@link #close} is for whoever opened them, and may be called again.
 */
public final class AuxStreams implements AutoCloseable {

    /** For a rig file without further streams. */
    public static final AuxStreams NONE = new AuxStreams(List.of(), new AuxNews());

    private static final int MOST_CHANNELS = 65_536;

    private final List<AuxStream> streams;
    private final AuxNews news;
    private final List<AuxListener> listeners = new ArrayList<>();

    private AuxStreams(List<AuxStream> streams, AuxNews news) {
        this.streams = streams;
        this.news = news;
    }

    /**
     * Finds and connects; no sample flows yet. Tables that name the same stream share it.
     *
     * @param rig bound to the stream of the EEG
     * @param words is told what happens, line by line
     * @throws IOException when there is no such stream, or it cannot be had; in one line
     * @throws RigFileException when a predicate is no XPath, or a label is not in its stream
     */
    public static AuxStreams open(RigBinding rig, Lsl lsl, Consumer<String> words)
            throws IOException, InterruptedException, RigFileException {
        Map<String, StreamInfo> found = new LinkedHashMap<>();
        Map<String, List<Aux>> tables = new LinkedHashMap<>();
        for (Aux aux : rig.settings().acquisition().aux()) {
            if (aux.stream().isPresent()) {
                StreamInfo info = find(rig, aux, lsl, words);
                found.putIfAbsent(info.uid(), info);
                tables.computeIfAbsent(info.uid(), uid -> new ArrayList<>()).add(aux);
            }
        }
        AuxNews news = new AuxNews();
        List<AuxStream> streams = new ArrayList<>();
        List<RigFault> faults = new ArrayList<>();
        try {
            for (Map.Entry<String, StreamInfo> entry : found.entrySet()) {
                streams.add(connect(rig.file(), lsl, entry.getValue(), tables.get(entry.getKey()), news, faults));
                if (entry.getValue().format() == ChannelFormat.INT64) {
                    words.accept("stream '" + entry.getValue().name()
                            + "' is int64: values beyond 2^53 lose their last bits");
                }
            }
            if (!faults.isEmpty()) {
                throw new RigFileException(faults);
            }
        } catch (IOException | RuntimeException | RigFileException e) {
            streams.forEach(AuxStream::close);
            throw e;
        }
        return new AuxStreams(List.copyOf(streams), news);
    }

    private static StreamInfo find(RigBinding rig, Aux aux, Lsl lsl, Consumer<String> words)
            throws IOException, InterruptedException, RigFileException {
        String key = "acquisition.aux." + aux.name() + ".stream";
        String place = rig.file().placeOf(RigAuxReader.PLACE + aux.name());
        double timeout = rig.settings().acquisition().resolveTimeoutSeconds();
        StreamInfo info = StreamSearch.one(lsl, aux.stream().get(), timeout, key, place, words);
        if (!info.uid().isEmpty() && info.uid().equals(rig.info().uid())) {
            throw new RigFileException(List.of(new RigFault(
                    place,
                    key,
                    '"' + aux.stream().get() + '"',
                    "must be another stream than the EEG's '" + info.name()
                            + "': leave stream out for channels of that")));
        }
        if (info.channelCount() < 1 || info.channelCount() > MOST_CHANNELS) {
            throw new IOException("LSL stream " + info + ": must have 1 to " + MOST_CHANNELS
                    + " channels to be recorded (" + key + ")");
        }
        return info;
    }

    private static AuxStream connect(
            RigFile file, Lsl lsl, StreamInfo info, List<Aux> tables, AuxNews news, List<RigFault> faults)
            throws IOException {
        Inlet inlet = lsl.inlet(info, InletOptions.DEFAULTS);
        StreamChannels channels = new StreamChannels(inlet.info());
        List<int[]> places = new ArrayList<>();
        for (Aux aux : tables) {
            places.add(AuxChannels.indices(channels, aux, file.placeOf(RigAuxReader.PLACE + aux.name()), faults));
        }
        return new AuxStream(inlet, tables, places, news);
    }

    /** Adds one who hears every sample; before the session starts. */
    public void listen(AuxListener listener) {
        // The one without streams is shared by all who have none.
        if (!streams.isEmpty()) {
            listeners.add(listener);
        }
    }

    /** Samples per second of the stream that a table names; 0 for an irregular one, or none. */
    double rateHz(Aux aux) {
        return streams.stream()
                .filter(stream -> stream.has(aux))
                .mapToDouble(stream -> stream.info().nominalRateHz())
                .findFirst()
                .orElse(0);
    }

    /** Gives each a place in the recording; before its first frame. */
    void record(Recorder recorder) throws IOException {
        for (AuxStream stream : streams) {
            stream.record(recorder.addStream(stream.info()));
        }
    }

    /** Lets samples in. Without its triggers nobody sees what a live device does: their loss stops it. */
    void start(Interlock interlock) {
        Consumer<String> triggerLost = words -> {
            if (interlock.live()) {
                interlock.trip(StopReason.STREAM_LOST, words);
            }
        };
        streams.forEach(stream -> stream.start(listeners, triggerLost));
    }

    /** The same for one that is there and gives nothing any more. To be called often, by the supervising thread. */
    void watch(Interlock interlock, long nowNanos, long lostAfterNanos) {
        for (AuxStream stream : streams) {
            if (interlock.live() && stream.silentTriggers(nowNanos, lostAfterNanos)) {
                interlock.trip(
                        StopReason.STREAM_LOST,
                        "aux '" + stream.names() + "': no sample of stream '"
                                + stream.info().name() + "' for " + lostAfterNanos / 1_000_000 + " ms");
            }
        }
    }

    /** What takes into that recording what has come, batch by batch. */
    RecorderPart into(Recorder recorder) {
        return new RecorderPart() {
            @Override
            public void batchEnded() throws IOException {
                drain(recorder);
            }
        };
    }

    /** Writes what has come, and what was said of it; recorder's thread. */
    void drain(Recorder recorder) throws IOException {
        for (AuxStream stream : streams) {
            stream.drain(recorder::log);
        }
        for (AuxNews.Line line = news.takeForLog(); line != null; line = news.takeForLog()) {
            recorder.log(LslClock.toSeconds(line.nanos()), line.text());
        }
    }

    /** Writes the last of it; by the one thread that has the recorder then, after {@link #close}. */
    void finish(Recorder recorder) throws IOException {
        drain(recorder);
        for (AuxStream stream : streams) {
            stream.finish(recorder::log);
        }
    }

    /** The next line for a person, if there is one. Any thread. */
    public Optional<String> takeNews() {
        return Optional.ofNullable(news.takeForScreen()).map(AuxNews.Line::text);
    }

    /** What came of each. Any thread. */
    public List<SessionSummary.Further> summary() {
        return streams.stream().map(AuxStream::summary).toList();
    }

    /** Which stream is which in the recording: facts for its config, by name. */
    Map<String, String> facts() {
        Map<String, String> facts = new LinkedHashMap<>();
        for (int i = 0; i < streams.size(); i++) {
            facts.put("further." + i + ".aux", streams.get(i).names());
        }
        return facts;
    }

    /** Nothing comes any more when this returns. */
    @Override
    public void close() {
        streams.forEach(AuxStream::close);
    }
}
