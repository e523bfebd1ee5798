package org.phasor.recordings;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.phasor.acquisition.Sample;
import org.phasor.dsp.PhaseEstimate;
import org.phasor.lsl.ChannelFormat;
import org.phasor.lsl.ChannelInfo;
import org.phasor.lsl.InfoElement;
import org.phasor.lsl.StreamInfo;
import org.phasor.stimulator.Delivery;
import org.phasor.stimulator.Outcome;
import org.phasor.trigger.Decision;
import org.phasor.trigger.Reason;

/** Frames of a made-up session, the same for the same seed; they stay in memory to be compared. */
final class SessionFixture {

    static final int RATE_HZ = 500;
    static final long START_NANOS = 123_456_789_012_345L;

    final List<Sample> samples = new ArrayList<>();
    final List<PhaseEstimate[]> estimates = new ArrayList<>();
    final List<Decision> decisions = new ArrayList<>();
    final List<Delivery> deliveries = new ArrayList<>();
    final SessionHeader header;

    SessionFixture(long seed, int frames, int channels, int signals, int chunk) {
        Random random = new Random(seed);
        List<ChannelInfo> described = new ArrayList<>();
        for (int c = 0; c < channels; c++) {
            described.add(new ChannelInfo("E" + c, "microvolts", "EEG"));
        }
        StreamInfo eeg = StreamInfo.builder("Verstärker <1>", "EEG")
                .channels(described)
                .format(ChannelFormat.FLOAT32)
                .nominalRateHz(RATE_HZ)
                .sourceId("amp-1")
                .describe(InfoElement.of("acquisition", InfoElement.text("model", "A & B")))
                .build();
        List<String> names = new ArrayList<>();
        for (int s = 0; s < signals; s++) {
            names.add("mu" + s);
        }
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("started", "2026-11-20T08:30:00Z");
        facts.put("version", "0.1.0");
        header = new SessionHeader(eeg, names, "format = 1\n# \"quotes\", µ and a\ttab\n", facts);
        make(random, frames, channels, signals, chunk);
    }

    private void make(Random random, int frames, int channels, int signals, int chunk) {
        double correction = -860.25;
        long arrival = 0;
        long id = 0;
        for (int i = 0; i < frames; i++) {
            Sample sample = new Sample(channels);
            sample.index = i;
            sample.stampSeconds = 40_000.1 + i / (double) RATE_HZ + random.nextGaussian() * 1e-5;
            if (i % 777 == 300) {
                correction += random.nextGaussian() * 1e-6;
            }
            sample.clockCorrectionSeconds = correction;
            sample.timeNanos = START_NANOS + i * 2_000_000L;
            if (i % chunk == 0) {
                arrival = sample.timeNanos + 3_000_000L + random.nextInt(100_000);
            }
            sample.arrivalNanos = arrival;
            sample.flags = i == 5 ? Sample.UNANCHORED : i % 401 == 400 ? Sample.GAP : 0;
            for (int c = 0; c < channels; c++) {
                sample.values[c] = i == 7 && c == 0 ? Double.NaN : (float) (random.nextGaussian() * 30);
            }
            samples.add(sample);
            PhaseEstimate[] row = new PhaseEstimate[signals];
            for (int s = 0; s < signals; s++) {
                row[s] = new PhaseEstimate();
                if (i < 20) {
                    row[s].invalidate();
                } else {
                    double error = random.nextInt(3) == 0 ? Double.NaN : random.nextDouble();
                    row[s].set(
                            random.nextDouble() * 6 - 3, 10 + random.nextGaussian(), random.nextDouble() * 20, error);
                }
            }
            estimates.add(row);
            Decision decision = new Decision();
            decision.hold(i < 20 ? Reason.NOT_READY : Reason.WAITING_FOR_TARGET, 0, i < 20 ? 1 : 15);
            if (i % 100 == 50 || i % 500 == 60) {
                boolean fire = i % 100 == 50;
                decision.action = fire ? Decision.Action.FIRE : Decision.Action.CANCEL;
                decision.reason = fire ? Reason.TARGET_REACHED : Reason.SIGNAL_BROKE;
                decision.id = fire ? ++id : id;
                decision.gates = 31;
                decision.commandNanos = sample.timeNanos + 9_123_457;
                decision.atOnce = i % 200 == 50;
                decision.intent = Decision.Intent.values()[(int) (id % 3)];
                decision.trial = id;
                decision.attempt = 1 + i % 2;
                decision.stage = i % 3 - 1;
                decision.amplitudeWindow = i % 4 - 1;
                decision.intensityPercentRmt = fire ? 110.1 : Double.NaN;
                decision.targetPhaseRad = fire ? -Math.PI / 3 : Double.NaN;
                decision.intervalNanos = 2_000_000_000L + i;
                decision.phaseRad = random.nextDouble();
                decision.amplitudeMicrovolts = random.nextDouble() * 10;
                decision.amplitudeThresholdMicrovolts = fire ? 1 / 3.0 : Double.NaN;
                Delivery delivery = new Delivery();
                delivery.decisionId = id;
                delivery.condition = 0;
                delivery.outcome = fire ? Outcome.DELIVERED : Outcome.CANCELLED_SIGNAL;
                delivery.plannedNanos = decision.commandNanos;
                delivery.decidedOnNanos = sample.timeNanos;
                delivery.gateNanos = decision.commandNanos + 1234;
                delivery.returnedNanos = decision.commandNanos + 5678;
                delivery.pulse = i % 3;
                delivery.pulses = 1 + i % 4;
                delivery.measured = fire ? 0 : Long.MIN_VALUE + i;
                delivery.bound = fire ? 0 : Long.MAX_VALUE - i;
                deliveries.add(delivery);
            }
            decisions.add(decision);
        }
    }

    /** Records all of it, telling the time as the frames do. */
    void record(Recorder recorder) throws IOException {
        int delivered = 0;
        for (int i = 0; i < samples.size(); i++) {
            if (i == 10) {
                recorder.input(SessionInput.command(i, SessionInput.ARM, "operator"));
            }
            recorder.frame(samples.get(i), estimates.get(i), decisions.get(i));
            if (decisions.get(i).action != Decision.Action.HOLD) {
                recorder.delivery(deliveries.get(delivered++));
            }
            recorder.flushIfDue(samples.get(i).timeNanos);
        }
        recorder.log(40_001, "one line");
    }
}
