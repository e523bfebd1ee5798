package org.phasor.rig;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.phasor.acquisition.Sample;
import org.phasor.lsl.ChannelFormat;
import org.phasor.lsl.ChannelInfo;
import org.phasor.lsl.StreamInfo;
import org.phasor.recordings.SessionInput;
import org.phasor.rig.RigSettings.Aux;
import org.phasor.stimulator.Delivery;
import org.phasor.stimulator.DeliverySink;
import org.phasor.stimulator.Interlock;
import org.phasor.stimulator.Outcome;
import org.phasor.stimulator.Stop;
import org.phasor.stimulator.StopReason;

/** Pulses that come back on a further stream, as its listener hears them. */
@Timeout(20)
class ReturnedStreamTest {

    private static final long MS = 1_000_000L;

    private static final String RIG = """
            format = 1
            [[acquisition.aux]]
            name = "box"
            class = "trigger"
            stream = "type='Markers'"
            level = 2.5
            [[acquisition.aux]]
            name = "other"
            class = "trigger"
            stream = "type='Other'"
            [[dsp.signal]]
            name = "mu"
            channel = "C3"
            band-hz = [8.0, 13.0]
            [trigger]
            phase-deg = 180
            min-interval-ms = 3000
            [stimulator]
            fire = "udp"
            [stimulator.return]
            aux = "box"
            """;

    private final RigBinding rig = bind();
    private final Interlock interlock = Interlock.simulated(
            rig.settings().limits(), rig.settings().stimulator().pattern(), () -> 0, new DeliverySink() {
                @Override
                public Delivery claim() {
                    return new Delivery();
                }

                @Override
                public void publish() {
                    // Nothing is delivered here.
                }
            });
    private final ReturnedTriggers returned =
            ReturnedTriggers.of(rig, AuxStreams.NONE, interlock).orElseThrow();
    private final Aux box = rig.settings().acquisition().aux().get(0);
    private final Aux other = rig.settings().acquisition().aux().get(1);
    private final List<SessionInput> inputs = new ArrayList<>();
    private long sampleMs;

    private static RigBinding bind() {
        try {
            StreamInfo info = StreamInfo.builder("Amp", "EEG")
                    .channels(List.of(new ChannelInfo("C3", "microvolts", "EEG")))
                    .format(ChannelFormat.FLOAT32)
                    .nominalRateHz(1000)
                    .build();
            return RigBinding.bind(RigFile.parse("x.toml", RIG, List.of()), info);
        } catch (RigFileException e) {
            throw new AssertionError(e);
        }
    }

    private void deliver(long id, long gateMs) {
        Delivery delivery = new Delivery();
        delivery.decisionId = id;
        delivery.gateNanos = gateMs * MS;
        delivery.outcome = Outcome.DELIVERED;
        returned.observe(delivery);
    }

    private void streamUntil(long ms) {
        Frame frame = rig.newFrame();
        for (; sampleMs <= ms; sampleMs++) {
            frame.sample.index = sampleMs;
            frame.sample.timeNanos = sampleMs * MS;
            frame.sample.flags = sampleMs == 0 ? Sample.GAP : 0;
            returned.observe(frame);
        }
        returned.batchEnded(sampleMs);
        for (SessionInput in = returned.take(); in != null; in = returned.take()) {
            inputs.add(in);
        }
    }

    @Test
    void aTextIsAPulse() {
        deliver(1, 1000);
        returned.text(box, 1004 * MS, "stim");
        returned.text(other, 1050 * MS, "something else");
        returned.text(box, 1060 * MS, " ");
        streamUntil(1200);
        assertThat(inputs).singleElement().isEqualTo(SessionInput.returned(1201, 1004 * MS, 1, 0, 4 * MS));
        assertThat(interlock.stop()).isEmpty();
    }

    @Test
    void aValueAboveTheLevelIsAPulseInAStreamWithoutARate() {
        deliver(1, 1000);
        returned.sample(box, 1004 * MS, new double[] {7});
        returned.sample(box, 1020 * MS, new double[] {2});
        streamUntil(3000);
        deliver(2, 3000);
        returned.sample(box, 3004 * MS, new double[] {7});
        streamUntil(6000);
        assertThat(inputs).hasSize(2).allMatch(input -> input.delayNanos() == 4 * MS);
        assertThat(returned.now().n()).isEqualTo(2);
    }

    @Test
    void whatNobodyAskedForStops() {
        returned.text(box, 1004 * MS, "stim");
        streamUntil(1200);
        assertThat(interlock.stop().map(Stop::reason)).contains(StopReason.UNEXPECTED_PULSE);
        assertThat(returned.now().unexpected()).isEqualTo(1);
    }

    @Test
    void aFurtherStreamHasASecondMoreBeforeAPulseIsMissing() {
        deliver(1, 1000);
        streamUntil(2050);
        assertThat(inputs).isEmpty();
        streamUntil(2110);
        assertThat(inputs).singleElement().matches(input -> input.kind().equals(SessionInput.NOT_RETURNED));
        assertThat(returned.now().missing()).isEqualTo(1);
    }

    @Test
    void aWildStampOfTheEegMakesNoPulseMissingThatIsOnItsWay() {
        streamUntil(999);
        deliver(1, 1000);
        streamUntil(1001);
        Frame wild = rig.newFrame();
        wild.sample.index = sampleMs;
        wild.sample.timeNanos = 3_600_000 * MS;
        wild.sample.flags = Sample.GAP | Sample.UNSURE;
        returned.observe(wild);
        returned.batchEnded(sampleMs);
        streamUntil(1004);
        returned.text(box, 1004 * MS, "stim");
        streamUntil(2000);
        assertThat(inputs).singleElement().matches(input -> input.kind().equals(SessionInput.RETURNED));
        assertThat(interlock.stop()).isEmpty();
    }

    @Test
    void aLeapThatLastsIsBelieved() {
        streamUntil(1000);
        sampleMs = 20_000;
        returned.text(box, 20_100 * MS, "stim");
        streamUntil(20_200);
        assertThat(returned.now().unexpected()).isEqualTo(1);
    }
}
