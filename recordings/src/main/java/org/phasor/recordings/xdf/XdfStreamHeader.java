package org.phasor.recordings.xdf;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.phasor.lsl.ChannelFormat;
import org.phasor.lsl.HardenedXml;
import org.phasor.lsl.InfoElement;
import org.phasor.lsl.StreamInfo;

/**
 * The description in a stream header, read leniently: strict about channel_count, nominal_srate and channel_format,
 * without which no sample can be read; what else is missing or malformed is filled in and noted.
 */
record XdfStreamHeader(StreamInfo info, List<String> notes) {

    /** Above this a header is taken for damaged: nothing is allocated for a number that lies. */
    private static final int MOST_CHANNELS = 1 << 20;

    /** @throws IllegalArgumentException naming the element, its value and what it must be */
    static XdfStreamHeader read(byte[] xml) {
        InfoElement info = HardenedXml.tree(new String(xml, StandardCharsets.UTF_8));
        List<String> notes = new ArrayList<>();
        String name = info.child("name").text();
        if (name.isBlank()) {
            notes.add("stream without a name: called 'unnamed'");
            name = "unnamed";
        }
        int channels = (int) required(info, "channel_count");
        if (channels != required(info, "channel_count") || channels < 0 || channels > MOST_CHANNELS) {
            throw new IllegalArgumentException("channel_count = "
                    + info.child("channel_count").text() + ": must be a whole number from 0 to " + MOST_CHANNELS);
        }
        int described = info.child("desc").child("channels").children("channel").size();
        if (described != 0 && described != channels) {
            notes.add("stream '" + name + "' has " + channels + " channels and describes " + described);
        }
        StreamInfo read = StreamInfo.builder(name, info.child("type").text())
                .channelCount(channels)
                .format(ChannelFormat.fromWireName(
                        info.child("channel_format").text().strip()))
                .nominalRateHz(required(info, "nominal_srate"))
                .sourceId(info.child("source_id").text())
                .uid(info.child("uid").text())
                .sessionId(info.child("session_id").text())
                .hostname(info.child("hostname").text())
                .createdAtSeconds(optional(info, "created_at", notes))
                .desc(info.child("desc"))
                .build();
        return new XdfStreamHeader(read, List.copyOf(notes));
    }

    private static double required(InfoElement info, String element) {
        String text = info.child(element).text().strip();
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(element + " = \"" + text + "\": must be a number", e);
        }
    }

    private static double optional(InfoElement info, String element, List<String> notes) {
        String text = info.child(element).text().strip();
        if (text.isEmpty()) {
            return 0;
        }
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            notes.add(element + " = \"" + text + "\" is no number: taken as 0");
            return 0;
        }
    }
}
