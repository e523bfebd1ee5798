package org.phasor.rig.command;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Random;
import org.phasor.lsl.ChannelFormat;
import org.phasor.lsl.ChannelInfo;
import org.phasor.lsl.StreamInfo;
import org.phasor.recordings.xdf.XdfStreamWriter;
import org.phasor.recordings.xdf.XdfWriter;

/** A made-up recording at rest: C3 is a 10 Hz tone in noise, Cz noise, and the true phase stands beside them. */
final class RestRecording {

    static final double RATE_HZ = 250;

    private RestRecording() {}

    static double[] c3(double seconds) {
        Random random = new Random(2);
        double[] x = new double[(int) (seconds * RATE_HZ)];
        for (int i = 0; i < x.length; i++) {
            x[i] = 10 * StrictMath.cos(2 * Math.PI * 10 * i / RATE_HZ) + 8 * random.nextGaussian();
        }
        return x;
    }

    static Path write(Path file, double seconds) throws IOException {
        StreamInfo info = StreamInfo.builder("amp", "EEG")
                .channels(List.of(
                        new ChannelInfo("C3", "microvolts", "EEG"),
                        new ChannelInfo("Cz", "microvolts", "EEG"),
                        new ChannelInfo("truth", "radians", "phase-truth")))
                .format(ChannelFormat.FLOAT32)
                .nominalRateHz(RATE_HZ)
                .build();
        Random random = new Random(3);
        try (XdfWriter writer = new XdfWriter(
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE),
                file.getFileName().toString(),
                "")) {
            XdfStreamWriter stream = writer.addStream(1, info);
            double[] x = c3(seconds);
            for (int i = 0; i < x.length; i++) {
                double phase = Math.IEEEremainder(2 * Math.PI * 10 * i / RATE_HZ, 2 * Math.PI);
                stream.write(i / RATE_HZ, new double[] {x[i], 8 * random.nextGaussian(), phase});
            }
        }
        return file;
    }
}
