package org.phasor.benchmarks;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.phasor.lsl.Inlet;
import org.phasor.lsl.InletListener;
import org.phasor.lsl.InletOptions;
import org.phasor.lsl.Lsl;
import org.phasor.lsl.Predicates;
import org.phasor.lsl.StreamInfo;

/**
 * What a program over native liblsl does at the least: a native inlet, and a listener that looks at the first channel and
 * sends a datagram. Nothing is estimated, gated or recorded.
 */
final class NativeLslLoop {

    private final Inlet inlet;
    private final LevelCrossing crossing;

    NativeLslLoop(Lsl liblsl, LevelCrossing crossing) throws IOException, InterruptedException {
        this.crossing = crossing;
        String name = Arm.NATIVE.stream();
        List<StreamInfo> found = liblsl.resolver().resolve(Predicates.equalTo("name", name), 1, Duration.ofSeconds(10));
        if (found.isEmpty()) {
            throw new IOException("the native outlet was not found again on this machine");
        }
        inlet = liblsl.inlet(found.get(0), InletOptions.DEFAULTS.withRecovery(false));
    }

    void start() {
        inlet.start(new Trigger());
    }

    private final class Trigger implements InletListener {
        @Override
        public void onSample(double stampSeconds, boolean anchored, long arrivalNanos, double[] values) {
            try {
                crossing.take(values[0]);
            } catch (IOException e) {
                // Counted as an event without a datagram.
            }
        }
    }
}
