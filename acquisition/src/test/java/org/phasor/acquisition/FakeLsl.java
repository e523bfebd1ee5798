package org.phasor.acquisition;

import java.io.IOException;
import org.phasor.lsl.Inlet;
import org.phasor.lsl.InletListener;
import org.phasor.lsl.InletOptions;
import org.phasor.lsl.Lsl;
import org.phasor.lsl.Outlet;
import org.phasor.lsl.OutletOptions;
import org.phasor.lsl.Resolver;
import org.phasor.lsl.StreamInfo;
import org.phasor.lsl.TimeCorrection;

/** A network of one stream. Samples come from the test's thread, or from a reader thread when a script is given. */
final class FakeLsl implements Lsl {

    /** What the reader thread does. */
    interface Script {
        void run(FakeInlet inlet, InletListener listener);
    }

    final FakeInlet inlet;
    InletOptions options;
    IOException refusal;

    FakeLsl(StreamInfo full, Script script) {
        inlet = new FakeInlet(full, script);
    }

    @Override
    public Inlet inlet(StreamInfo resolved, InletOptions inletOptions) throws IOException {
        if (refusal != null) {
            throw refusal;
        }
        options = inletOptions;
        return inlet;
    }

    @Override
    public Outlet outlet(StreamInfo info, OutletOptions outletOptions) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Resolver resolver() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {
        // Holds nothing.
    }

    static final class FakeInlet implements Inlet {

        final StreamInfo info;
        volatile TimeCorrection correction;
        volatile boolean stopping;
        volatile int closes;
        InletListener listener;
        private final Script script;
        private Thread reader;

        FakeInlet(StreamInfo info, Script script) {
            this.info = info;
            this.script = script;
        }

        @Override
        public StreamInfo info() {
            return info;
        }

        @Override
        public void start(InletListener heard) {
            listener = heard;
            if (script != null) {
                reader = new Thread(() -> script.run(this, heard), "fake-lsl-reader");
                reader.setDaemon(true);
                reader.start();
            }
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
        public synchronized void close() {
            stopping = true;
            closes++;
            if (reader != null) {
                UninterruptibleJoin.join(reader);
            }
        }
    }
}
