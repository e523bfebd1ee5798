package org.phasor.rig;

import java.io.IOException;
import java.nio.file.Path;
import org.phasor.acquisition.RigClock;
import org.phasor.recordings.Recorder;
import org.phasor.recordings.SessionHeader;
import org.phasor.recordings.audit.AuditHeader;
import org.phasor.recordings.audit.AuditLog;

/** How a session's files are begun: tests put a full disk here. */
interface SessionDisk {

    Recorder recorder(Path file, SessionHeader header) throws IOException;

    /** The same with a place in the file for each further stream. */
    default Recorder recorder(Path file, SessionHeader header, AuxStreams aux) throws IOException {
        Recorder recorder = recorder(file, header);
        try {
            aux.record(recorder);
            return recorder;
        } catch (IOException | RuntimeException e) {
            recorder.close();
            throw e;
        }
    }

    default AuditLog auditLog(Path file, AuditHeader header) throws IOException {
        return AuditLog.open(file, header, RigClock.SYSTEM);
    }
}
