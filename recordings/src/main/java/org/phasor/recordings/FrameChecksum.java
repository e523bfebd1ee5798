package org.phasor.recordings;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32;
import org.phasor.acquisition.Sample;
import org.phasor.dsp.PhaseEstimate;
import org.phasor.trigger.Decision;

/**
 * The CRC-32 of everything deterministic in a frame: where a replay first differs, its checksum does. Safe for any
 * thread; a thread allocates nothing once it has seen its widest frame.
 *
 * <p>Little-endian: index, stamp, correction, time (int64 or raw double bits), flags (int32), values; per signal validity
 * (one byte), phase, frequency, amplitude, expected error; action and reason (ordinals, int32), id, condition, gates,
 * command time, at-once (one byte), phase, amplitude, threshold. Every NaN counts as the same one. Arrival is left out:
 * it is observed.
 */
public final class FrameChecksum {

    private static final int FIXED_BYTES = 4 * 8 + 4 + 4 + 4 + 8 + 4 + 4 + 8 + 1 + 3 * 8;
    private static final int ESTIMATE_BYTES = 1 + 4 * 8;

    private final CRC32 crc = new CRC32();
    private ByteBuffer bytes = ByteBuffer.allocate(1024).order(ByteOrder.LITTLE_ENDIAN);

    private static final ThreadLocal<FrameChecksum> OF_THREAD = ThreadLocal.withInitial(FrameChecksum::new);

    private FrameChecksum() {}

    /** The checksum of one frame, whose every part is written. */
    public static int of(Sample sample, PhaseEstimate[] estimates, Decision decision) {
        return OF_THREAD.get().compute(sample, estimates, decision);
    }

    private int compute(Sample sample, PhaseEstimate[] estimates, Decision decision) {
        int needed = FIXED_BYTES + 8 * sample.values.length + ESTIMATE_BYTES * estimates.length;
        if (bytes.capacity() < needed) {
            bytes = ByteBuffer.allocate(needed).order(ByteOrder.LITTLE_ENDIAN);
        }
        bytes.clear();
        bytes.putLong(sample.index);
        bytes.putLong(Double.doubleToLongBits(sample.stampSeconds));
        bytes.putLong(Double.doubleToLongBits(sample.clockCorrectionSeconds));
        bytes.putLong(sample.timeNanos);
        bytes.putInt(sample.flags);
        for (double value : sample.values) {
            bytes.putLong(Double.doubleToLongBits(value));
        }
        for (PhaseEstimate estimate : estimates) {
            bytes.put((byte) (estimate.valid ? 1 : 0));
            bytes.putLong(Double.doubleToLongBits(estimate.phaseRad));
            bytes.putLong(Double.doubleToLongBits(estimate.frequencyHz));
            bytes.putLong(Double.doubleToLongBits(estimate.amplitudeMicrovolts));
            bytes.putLong(Double.doubleToLongBits(estimate.expectedErrorRad));
        }
        bytes.putInt(decision.action.ordinal());
        bytes.putInt(decision.reason.code());
        bytes.putLong(decision.id);
        bytes.putInt(decision.condition);
        bytes.putInt(decision.gates);
        bytes.putLong(decision.commandNanos);
        bytes.put((byte) (decision.atOnce ? 1 : 0));
        bytes.putLong(Double.doubleToLongBits(decision.phaseRad));
        bytes.putLong(Double.doubleToLongBits(decision.amplitudeMicrovolts));
        bytes.putLong(Double.doubleToLongBits(decision.amplitudeThresholdMicrovolts));
        crc.reset();
        crc.update(bytes.array(), 0, bytes.position());
        return (int) crc.getValue();
    }
}
