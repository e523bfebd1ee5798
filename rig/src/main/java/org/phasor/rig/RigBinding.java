package org.phasor.rig;

import java.util.ArrayList;
import java.util.List;
import org.phasor.acquisition.NearestNames;
import org.phasor.acquisition.SampleClock;
import org.phasor.dsp.RefreshRunner;
import org.phasor.dsp.SignalSettings;
import org.phasor.dsp.estimator.SignalChain;
import org.phasor.lsl.StreamInfo;
import org.phasor.stimulator.Limit;
import org.phasor.trigger.ActivityGate;
import org.phasor.trigger.AuxGate;
import org.phasor.trigger.ConditionKind;
import org.phasor.trigger.Outcomes;
import org.phasor.trigger.PhaseTargetPolicy;
import org.phasor.trigger.ThresholdPolicy;
import org.phasor.trigger.ThresholdSettings;
import org.phasor.trigger.TimedPolicy;
import org.phasor.trigger.TriggerPolicy;

/**
 * A rig file bound to a stream: labels found, rate and units known. Makes frames and the step that decides about
 * them; each step starts from nothing, so live, warm-up and replay each have their own.
 */
public final class RigBinding {

    private static final double NANOS_PER_MS = 1e6;

    private final RigFile file;
    private final StreamInfo info;
    private final int thresholdChannel;
    private final List<String> notes = new ArrayList<>();
    private final AuxChannels auxChannels;

    private RigBinding(RigFile file, StreamInfo info) throws RigFileException {
        this.file = file;
        this.info = info;
        List<RigFault> faults = new ArrayList<>();
        if (!(info.nominalRateHz() > 0)) {
            faults.add(streamFault("must have a sampling rate: " + info));
        }
        if (info.format().isText()) {
            faults.add(streamFault("must be numeric: " + info));
        }
        if (faults.isEmpty()) {
            checkSignals(faults);
            checkGap(faults);
        }
        thresholdChannel = thresholdChannel(faults);
        auxChannels = AuxChannels.bind(file, info, faults, notes);
        noteInterval();
        noteSeed();
        if (!faults.isEmpty()) {
            throw new RigFileException(faults);
        }
    }

    /**
     * @throws RigFileException with everything about the stream that does not fit the file
     */
    public static RigBinding bind(RigFile file, StreamInfo info) throws RigFileException {
        return new RigBinding(file, info);
    }

    private RigFault streamFault(String expected) {
        return new RigFault(file.name(), "acquisition.stream", '\'' + info.name() + '\'', expected);
    }

    private void checkSignals(List<RigFault> faults) {
        for (SignalSettings signal : file.settings().signals()) {
            String place = file.placeOf(signal.name());
            String key = "dsp.signal." + signal.name();
            double nyquist = info.nominalRateHz() / 2;
            if (signal.bandHighHz() >= nyquist) {
                faults.add(new RigFault(
                        place,
                        key + ".band-hz",
                        "[" + signal.bandLowHz() + ", " + signal.bandHighHz() + "]",
                        "must lie below half the stream's rate, " + nyquist + " Hz"));
                continue;
            }
            try {
                String note = chain(signal, RefreshRunner.INLINE).unitNote();
                if (!note.isEmpty()) {
                    notes.add(note);
                }
                signal.calibration()
                        .ifPresent(calibration ->
                                notes.addAll(CalibrationNotes.of(signal.name(), calibration, lookAheadSeconds())));
            } catch (IllegalArgumentException e) {
                faults.add(new RigFault(place, key, "", e.getMessage()));
            }
        }
    }

    /** Everybody who leaves the seed out has the same order of trials: a subject could be told the next. */
    private void noteSeed() {
        RigSettings.Trigger trigger = file.settings().trigger();
        boolean draws = trigger.conditions().size() > 1
                || trigger.design().combinations() > 1
                || trigger.conditions().stream().anyMatch(c -> c.kind() == ConditionKind.RANDOM_PHASE);
        if (draws && trigger.ownSeed().isEmpty()) {
            notes.add("trigger.seed is not given: every session has the order of seed " + trigger.seed()
                    + "; give each one of its own");
        }
    }

    /** The interlock's bench limit is 2 s, a policy's interval often less: every pulse in between is refused. */
    private void noteInterval() {
        double policyMs = file.settings().trigger().minIntervalMs();
        double limitMs = file.settings().limits().inUnit(Limit.MIN_ONSET_INTERVAL);
        boolean crossed = !file.settings().trigger().design().intervalsNanos().isEmpty();
        if (!file.settings().timed() && !crossed && policyMs < limitMs) {
            notes.add("trigger.min-interval-ms = " + Bound.show(policyMs) + " is below stimulator.limits."
                    + Limit.MIN_ONSET_INTERVAL.key() + " = " + Bound.show(limitMs)
                    + ": pulses that come sooner are decided and refused");
        }
    }

    /** Below one and a half periods each jitter of a time stamp would be a gap, and nothing would ever be fired. */
    private void checkGap(List<RigFault> faults) {
        double leastMs = 1500 / info.nominalRateHz();
        double gapMs = file.settings().limits().inUnit(Limit.MAX_GAP);
        if (gapMs < leastMs) {
            faults.add(new RigFault(
                    file.placeOf(RigLimitsReader.PLACE),
                    RigLimitsReader.PLACE + "." + Limit.MAX_GAP.key(),
                    Double.toString(gapMs),
                    "must be >= 1.5 sample periods at " + info.nominalRateHz() + " Hz = " + leastMs));
        }
    }

    private SignalChain chain(SignalSettings signal, RefreshRunner refresh) {
        return SignalChain.of(signal, info, lookAheadSeconds(), refresh);
    }

    private int thresholdChannel(List<RigFault> faults) {
        RigSettings.Trigger trigger = file.settings().trigger();
        if (trigger.phasePolicy() || trigger.channel().isEmpty()) {
            return 0;
        }
        List<String> labels = info.labels();
        int channel = labels.indexOf(trigger.channel());
        if (channel < 0) {
            faults.add(new RigFault(
                    file.name(),
                    "trigger.channel",
                    '"' + trigger.channel() + '"',
                    "must be a channel of stream '" + info.name() + "'"
                            + NearestNames.meant(trigger.channel(), labels)
                                    .map(n -> "; nearest: " + n)
                                    .orElse("")));
        }
        return channel;
    }

    public RigFile file() {
        return file;
    }

    public RigSettings settings() {
        return file.settings();
    }

    public StreamInfo info() {
        return info;
    }

    public List<String> signalNames() {
        return file.settings().signals().stream().map(SignalSettings::name).toList();
    }

    /** What a person should know before the start, as an unknown unit; may be empty. */
    public List<String> notes() {
        return notes;
    }

    /**
     * The places of an auxiliary's channels in the EEG's own stream, in the order of the rig file.
     *
     * @throws IllegalArgumentException for one that is on a further stream
     */
    public int[] auxChannels(RigSettings.Aux aux) {
        return auxChannels.of(aux);
    }

    /** A gate for each auxiliary with a limit, in the order of the rig file, which has seen no frame yet. */
    List<ActivityGate> auxGates() {
        return auxChannels.gates();
    }

    public Frame newFrame() {
        return new Frame(info.channelCount(), file.settings().signals().size());
    }

    /** A step that has seen no frame yet, computes whatever is slow at once and takes every decision as given. */
    public FrameStep newStep() {
        return newStep(Refreshes.INLINE, Outcomes.ASSUMED);
    }

    /**
     * A step that has seen no frame yet.
     *
     * @param outcomes whether it will be told what became of its decisions
     */
    FrameStep newStep(Refreshes refreshes, Outcomes outcomes) {
        List<SignalSettings> signals = file.settings().signals();
        SignalChain[] chains = new SignalChain[signals.size()];
        for (int i = 0; i < chains.length; i++) {
            chains[i] = chain(signals.get(i), refreshes.runner(i));
        }
        return new FrameStep(
                new SampleClock(
                        info.nominalRateHz(), file.settings().acquisition().maxTimeErrorMs() * NANOS_PER_MS),
                chains,
                newPolicy(outcomes),
                refreshes,
                file.settings().stimulator().outputDelayNanos(),
                longestPatternNanos());
    }

    private long longestPatternNanos() {
        return file.settings()
                .stimulator()
                .pattern()
                .longestNanos(file.settings().limits().lateToleranceNanos());
    }

    /** The phase is wanted where a pulse meets the brain: a horizon ahead, and what the output takes. */
    private double lookAheadSeconds() {
        return file.settings().trigger().horizonMs() / 1000
                + file.settings().stimulator().outputDelayNanos() / 1e9;
    }

    private TriggerPolicy newPolicy(Outcomes outcomes) {
        RigSettings.Trigger trigger = file.settings().trigger();
        if (file.settings().timed()) {
            return new TimedPolicy(TimedIntervals.of(file.settings()));
        }
        if (!trigger.phasePolicy()) {
            return new ThresholdPolicy(
                    new ThresholdSettings(
                            thresholdChannel,
                            trigger.level(),
                            trigger.rising(),
                            Math.round(trigger.minIntervalMs() * NANOS_PER_MS)),
                    info.channelCount());
        }
        return new PhaseTargetPolicy(
                RigTrials.settings(file.settings()),
                file.settings().signals().size(),
                info.nominalRateHz(),
                outcomes,
                List.<AuxGate>copyOf(auxGates()));
    }
}
