package org.phasor.rig;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.phasor.lsl.Inlet;
import org.phasor.lsl.InletListener;
import org.phasor.lsl.InletOptions;
import org.phasor.lsl.Lsl;
import org.phasor.lsl.Outlet;
import org.phasor.lsl.OutletOptions;
import org.phasor.lsl.Resolver;
import org.phasor.lsl.StreamInfo;
import org.phasor.lsl.TimeCorrection;

/** LSL without a network: streams that are there when they are told to be, and whose samples a test hands over. */
final class FakeNetwork implements Lsl {

    final Map<String, FakeInlet> inlets = new LinkedHashMap<>();

    /** Refuses inlets with this, when there is anything. */
    IOException refusal;

    /** Puts a stream there; its uid is its name and a number. */
    FakeInlet serve(StreamInfo info) {
        StreamInfo served = info.toBuilder()
                .uid(info.name() + "-" + inlets.size())
                .hostname("lab")
                .build();
        FakeInlet inlet = new FakeInlet(served);
        inlets.put(served.uid(), inlet);
        return inlet;
    }

    @Override
    public Resolver resolver() {
        return this::resolve;
    }

    /** Knows no XPath: what is quoted is the name. */
    private List<StreamInfo> resolve(String predicate, int minimum, Duration timeout) {
        if (predicate.startsWith("[")) {
            throw new IllegalArgumentException("predicate '" + predicate + "' is no XPath");
        }
        List<StreamInfo> found = new ArrayList<>();
        for (FakeInlet inlet : inlets.values()) {
            if (predicate.isEmpty() || predicate.contains("'" + inlet.info.name() + "'")) {
                found.add(inlet.info);
            }
        }
        return found;
    }

    @Override
    public Inlet inlet(StreamInfo resolved, InletOptions options) throws IOException {
        if (refusal != null) {
            throw refusal;
        }
        return inlets.get(resolved.uid());
    }

    @Override
    public Outlet outlet(StreamInfo info, OutletOptions options) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {
        // Holds nothing.
    }

    /** The test's thread is its reader thread. */
    static final class FakeInlet implements Inlet {
        final StreamInfo info;
        volatile TimeCorrection correction;
        volatile InletListener listener;
        volatile boolean closed;

        FakeInlet(StreamInfo info) {
            this.info = info;
        }

        @Override
        public StreamInfo info() {
            return info;
        }

        @Override
        public void start(InletListener heard) {
            listener = heard;
        }

        @Override
        public TimeCorrection timeCorrection() {
            return correction;
        }

        @Override
        public long receivedSamples() {
            throw new UnsupportedOperationException();
        }

        @Override
        public void close() {
            closed = true;
        }

        void sample(double stamp, double... values) {
            listener.onSample(stamp, true, System.nanoTime(), values);
        }

        void text(double stamp, String... texts) {
            listener.onText(stamp, true, System.nanoTime(), texts);
        }
    }
}
