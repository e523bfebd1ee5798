package org.phasor.rig;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.phasor.recordings.Recorder;
import org.phasor.recordings.SessionFiles;
import org.phasor.stimulator.Interlock;

/** What a session writes: all of it is there, or none of it and no session. */
record SessionRecords(Path recording, Recorder recorder, LatencyLog latencyLog, SessionSafety safety) {

    /**
     * @throws IOException in one line, when one of them cannot be begun; then no recording and no latency log of it is left
     */
    static SessionRecords open(
            RigBinding rig, SessionOptions options, SessionDisk disk, Interlock interlock, LatencyStages latency)
            throws IOException {
        Path folder = options.folder() != null
                ? options.folder()
                : rig.settings().recordings().folder();
        Path recording = SessionFiles.newFile(folder, Instant.now());
        Recorder recorder = disk.recorder(recording, SessionHeaders.of(rig, options), options.aux());
        LatencyLog latencyLog = null;
        try {
            latencyLog = LatencyLog.beside(recording, latency);
            return new SessionRecords(
                    recording, recorder, latencyLog, SessionSafety.open(rig, interlock, recording, disk));
        } catch (IOException | RuntimeException e) {
            recorder.close();
            Files.deleteIfExists(recording);
            if (latencyLog != null) {
                latencyLog.close();
                Files.deleteIfExists(SessionFiles.latencyLog(recording));
            }
            throw e;
        }
    }

    /** What else looks at what is recorded, or is recorded. */
    List<RecorderPart> parts(
            TrialCounter trials,
            StreamTime streamTime,
            Optional<ReturnedTriggers> returned,
            LoopThread loop,
            AuxStreams aux) {
        List<RecorderPart> parts = new ArrayList<>();
        parts.add(trials);
        parts.add(new GapLines(streamTime, recorder));
        returned.ifPresent(pulses -> parts.add(new ReturnLines(pulses, loop, recorder)));
        parts.add(aux.into(recorder));
        parts.add(latencyLog);
        return parts;
    }
}
