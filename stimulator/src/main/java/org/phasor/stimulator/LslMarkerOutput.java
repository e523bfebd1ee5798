package org.phasor.stimulator;

import java.io.IOException;
import org.phasor.lsl.ChannelFormat;
import org.phasor.lsl.InfoElement;
import org.phasor.lsl.Lsl;
import org.phasor.lsl.LslClock;
import org.phasor.lsl.Outlet;
import org.phasor.lsl.OutletOptions;
import org.phasor.lsl.StreamInfo;

/** Serves what became of each decision as an LSL stream of texts, stamped with the time of the event. */
final class LslMarkerOutput implements MarkerOutput {

    static final String STREAM_NAME = "PhasorMarkers";
    static final String STREAM_TYPE = "Markers";

    private final Lsl lsl;
    private final StreamInfo info;
    private final String[] values = new String[1];
    private Outlet outlet;

    LslMarkerOutput(StimulatorSettings settings, Lsl lsl) {
        if (lsl == null) {
            throw new IllegalArgumentException("markers = \"lsl-marker\": needs LSL, and this run has none");
        }
        this.lsl = lsl;
        info = StreamInfo.builder(STREAM_NAME, STREAM_TYPE)
                .channelCount(1)
                .format(ChannelFormat.STRING)
                .nominalRateHz(0)
                .sourceId("phasor-markers")
                .describe(InfoElement.of(
                        "stimulator",
                        InfoElement.text("device", settings.fire()),
                        InfoElement.text("output_delay_ns", Long.toString(settings.outputDelayNanos()))))
                .build();
    }

    @Override
    public String name() {
        return Stimulators.LSL_MARKER;
    }

    @Override
    public void open() throws IOException {
        outlet = lsl.outlet(info, OutletOptions.DEFAULTS);
    }

    @Override
    public void mark(Delivery delivery, String conditionName) {
        values[0] = MarkerText.of(delivery, conditionName);
        outlet.push(values, LslClock.toSeconds(delivery.gateNanos));
    }

    @Override
    public void close() {
        if (outlet != null) {
            outlet.close();
        }
    }
}
