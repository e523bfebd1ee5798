package org.phasor.recordings;

import java.util.ArrayList;
import java.util.List;
import org.phasor.lsl.ChannelFormat;
import org.phasor.lsl.ChannelInfo;
import org.phasor.lsl.StreamInfo;

/** Names, ids and descriptions of the streams of a session file (docs/file-formats.md). */
final class SessionStreams {

    static final long EEG = 1;
    static final long PHASE = 2;
    static final long DECISION = 3;
    static final long PLAN = 4;
    static final long DELIVERY = 5;
    static final long INPUTS = 6;
    static final long ARRIVAL = 7;
    static final long LOG = 8;
    static final long CONFIG = 9;

    /** Streams of others, in the order of the rig file. */
    static final long FIRST_FURTHER = 10;

    /** Version of the layout: a reader refuses any other. */
    static final int FORMAT = 2;

    /** Values in a row of the decision stream. */
    static final int DECISION_VALUES = 5;

    static final String TYPE_PREFIX = "phasor-";

    private static final String[] NAMES = {"phase", "decision", "plan", "delivery", "inputs", "arrival", "log", "config"
    };

    private SessionStreams() {}

    /** The name of a stream that is not the EEG. */
    static String name(long id) {
        return NAMES[(int) (id - PHASE)];
    }

    static StreamInfo phase(List<String> signals, double rateHz) {
        List<ChannelInfo> channels = new ArrayList<>();
        for (String signal : signals) {
            channels.add(new ChannelInfo(signal + ".phase", "rad", "phase"));
            channels.add(new ChannelInfo(signal + ".frequency", "Hz", "frequency"));
            channels.add(new ChannelInfo(signal + ".amplitude", "microvolts", "amplitude"));
            channels.add(new ChannelInfo(signal + ".expected-error", "rad", "phase"));
        }
        return builder(PHASE, ChannelFormat.DOUBLE64)
                .channels(channels)
                .nominalRateHz(rateHz)
                .build();
    }

    static StreamInfo decision(double rateHz) {
        return builder(DECISION, ChannelFormat.INT32)
                .channels(labels("crc32", "reason", "condition", "gates", "arrival-after-time"))
                .nominalRateHz(rateHz)
                .build();
    }

    static StreamInfo arrival() {
        return builder(ARRIVAL, ChannelFormat.INT32)
                .channels(labels("first-index", "nanos-high", "nanos-low"))
                .build();
    }

    static StreamInfo texts(long id) {
        return builder(id, ChannelFormat.STRING).channels(labels("json")).build();
    }

    static StreamInfo log() {
        return builder(LOG, ChannelFormat.STRING).channels(labels("line")).build();
    }

    private static StreamInfo.Builder builder(long id, ChannelFormat format) {
        return StreamInfo.builder(name(id), TYPE_PREFIX + name(id))
                .format(format)
                .sourceId(TYPE_PREFIX + name(id));
    }

    private static List<ChannelInfo> labels(String... labels) {
        List<ChannelInfo> channels = new ArrayList<>();
        for (String label : labels) {
            channels.add(new ChannelInfo(label, "", ""));
        }
        return channels;
    }
}
