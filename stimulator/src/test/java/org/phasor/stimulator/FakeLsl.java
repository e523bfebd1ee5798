package org.phasor.stimulator;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.phasor.lsl.Inlet;
import org.phasor.lsl.InletOptions;
import org.phasor.lsl.Lsl;
import org.phasor.lsl.Outlet;
import org.phasor.lsl.OutletOptions;
import org.phasor.lsl.Resolver;
import org.phasor.lsl.StreamInfo;

/** LSL without a network: keeps the one outlet that is made and what is pushed to it. */
final class FakeLsl implements Lsl {

    record Marker(String text, double stampSeconds) {}

    final List<Marker> pushed = new ArrayList<>();
    StreamInfo info;
    boolean outletClosed;
    boolean fails;

    @Override
    public Outlet outlet(StreamInfo served, OutletOptions options) throws IOException {
        if (fails) {
            throw new IOException("outlet 'PhasorMarkers': no port can be had");
        }
        info = served;
        return new Outlet() {
            @Override
            public StreamInfo info() {
                return served;
            }

            @Override
            public void push(double[] values, double stampSeconds) {
                throw new IllegalArgumentException("a text stream");
            }

            @Override
            public void push(String[] values, double stampSeconds) {
                if (outletClosed) {
                    throw new IllegalStateException("outlet closed");
                }
                assert values.length == 1;
                pushed.add(new Marker(values[0], stampSeconds));
            }

            @Override
            public void pushChunk(double[] samples, int count, double lastStampSeconds) {
                throw new IllegalArgumentException("a text stream");
            }

            @Override
            public boolean hasConsumers() {
                return false;
            }

            @Override
            public boolean awaitConsumer(Duration timeout) {
                return false;
            }

            @Override
            public boolean awaitFlushed(Duration timeout) {
                return true;
            }

            @Override
            public long droppedSamples() {
                return 0;
            }

            @Override
            public void close() {
                outletClosed = true;
            }
        };
    }

    @Override
    public Inlet inlet(StreamInfo resolved, InletOptions options) {
        throw new UnsupportedOperationException("no inlets here");
    }

    @Override
    public Resolver resolver() {
        throw new UnsupportedOperationException("no resolver here");
    }

    @Override
    public void close() {}
}
