package org.phasor.rig;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.phasor.lsl.ChannelFormat;
import org.phasor.lsl.ChannelInfo;
import org.phasor.lsl.StreamInfo;

/** The example of a live rig file, for tests that change a line of it. */
final class LiveRigText {

    private LiveRigText() {}

    static String example() throws Exception {
        return Files.readString(Path.of("examples/serial-ttl.toml"));
    }

    static String override(String limit) {
        return "[[stimulator.override]]\nlimit = \"" + limit
                + "\"\nsigned-by = \"Dr. A\"\nreason = \"as approved\"\nprotocol = \"EC-17\"\n";
    }

    /** Every fault of the text with these values set; empty when it is accepted. */
    static List<String> faults(String text, String... sets) {
        try {
            RigFile.parse("live.toml", text, List.of(sets));
            return List.of();
        } catch (RigFileException e) {
            return e.faults().stream().map(RigFault::toString).toList();
        }
    }

    static StreamInfo stream(double rateHz) {
        return StreamInfo.builder("Amp", "EEG")
                .channels(List.of(new ChannelInfo("C3", "microvolts", "EEG")))
                .format(ChannelFormat.FLOAT32)
                .nominalRateHz(rateHz)
                .build();
    }
}
