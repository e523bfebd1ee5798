package org.phasor.rig;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.phasor.acquisition.AuxKind;
import org.phasor.acquisition.SyntheticSettings;
import org.phasor.dsp.SignalSettings;
import org.phasor.recordings.LoopDelay;
import org.phasor.rig.machine.MachineWishes;
import org.phasor.stimulator.SafetyLimits;
import org.phasor.stimulator.StimulatorSettings;
import org.phasor.trigger.AmplitudePast;
import org.phasor.trigger.AmplitudeWindow;
import org.phasor.trigger.ConditionKind;
import org.phasor.trigger.TrialDesign;

/**
 * All of a rig file, checked as far as it can be without the stream. Immutable.
 *
 * @param timed fires at jittered intervals whatever the phase, to measure the loop delay
 */
public record RigSettings(
        Acquisition acquisition,
        List<SignalSettings> signals,
        Trigger trigger,
        StimulatorSettings stimulator,
        SafetyLimits limits,
        Recordings recordings,
        Loop loop,
        Return returned,
        boolean timed) {

    /** Where samples come from. */
    public enum SourceKind {
        LSL,
        SYNTHETIC,
        FILE
    }

    /**
     * The section {@code [acquisition]}.
     *
     * @param stream XPath predicate that names the stream, for {@link SourceKind#LSL}
     * @param resolveTimeoutSeconds how long to look for it
     * @param lostAfterMs without a sample for so long the stream counts as lost
     * @param synthetic the signal to make, for {@link SourceKind#SYNTHETIC}
     * @param file the recording to play, for {@link SourceKind#FILE}; null otherwise
     * @param chunk samples per chunk when a synthetic signal or a file is played
     * @param nativeLsl by native liblsl in place of our own
     * @param lslLibrary liblsl's file; null to search for it
     * @param aux auxiliary channels and further streams
     * @param maxTimeErrorMs standard deviation of a sample's time, beyond which no pulse is given
     * @param maxLostSamples more lost samples than these stop the session; empty: no limit
     * @param triggerInput of the amplifier that is made or played; empty: it has none
     */
    public record Acquisition(
            SourceKind source,
            String stream,
            double resolveTimeoutSeconds,
            double lostAfterMs,
            SyntheticSettings synthetic,
            Path file,
            int chunk,
            boolean nativeLsl,
            Path lslLibrary,
            List<Aux> aux,
            double maxTimeErrorMs,
            OptionalLong maxLostSamples,
            Optional<TriggerInputSettings> triggerInput) {}

    /**
     * A table {@code [[acquisition.aux]]}.
     *
     * @param name what recordings and the screen call it
     * @param stream XPath predicate of the further stream it is on; empty: the stream of the EEG
     * @param channels labels; empty: all of a further stream
     * @param limitMicrovolts peak to peak, beyond which no pulse is given; empty: it is only recorded
     * @param fromMs where the window of that limit begins, from the pulse; below {@code toMs}
     * @param toMs where it ends, from the pulse; at most 0
     * @param level above which a trigger channel is a pulse, in its own unit
     */
    public record Aux(
            String name,
            AuxKind kind,
            Optional<String> stream,
            List<String> channels,
            OptionalDouble limitMicrovolts,
            double fromMs,
            double toMs,
            double level) {}

    /**
     * A condition as written.
     *
     * @param phaseDeg NaN unless it aims at one phase
     * @param toleranceDeg empty: at the instant of the phase
     * @param perBlock how often it stands in a block
     * @param amplitude its own window; empty: that of the trigger or of the trial
     * @param also what other signals must be like
     */
    public record Condition(
            String name,
            String signal,
            ConditionKind kind,
            double phaseDeg,
            OptionalDouble toleranceDeg,
            boolean sham,
            int perBlock,
            Optional<AmplitudeWindow> amplitude,
            List<Also> also) {}

    /**
     * What a condition asks of a further signal.
     *
     * @param phaseDeg given with a tolerance only
     */
    public record Also(
            String signal, OptionalDouble phaseDeg, OptionalDouble toleranceDeg, Optional<AmplitudeWindow> amplitude) {}

    /**
     * The section {@code [trigger]}.
     *
     * @param conditions for the phase policy; empty for the threshold policy
     * @param minIntervalMs no two planned pulses are nearer, whatever is drawn
     * @param jitterMs each interval is longer by up to so much; what {@code max-interval-ms} says stands here as its distance
     * @param amplitude where neither condition nor trial has a window of its own
     * @param design how trials are made out of the conditions
     * @param ownSeed as the file has it; empty: the one that every file without has
     * @param channel whose level is watched, by the threshold policy; empty: the stream's first
     * @param level in the channel's own unit
     */
    public record Trigger(
            boolean phasePolicy,
            List<Condition> conditions,
            double horizonMs,
            double minIntervalMs,
            double jitterMs,
            AmplitudePast amplitudePast,
            Optional<AmplitudeWindow> amplitude,
            OptionalDouble maxExpectedErrorDeg,
            TrialDesign design,
            OptionalLong ownSeed,
            String channel,
            double level,
            boolean rising) {

        private static final long DEFAULT_SEED = 1;

        /** Of everything that is drawn. */
        public long seed() {
            return ownSeed.orElse(DEFAULT_SEED);
        }
    }

    /**
     * The section {@code [recordings]}.
     *
     * @param subject pseudonymous code; given whenever the device is a live one
     * @param ledger folder of the dose ledger
     */
    public record Recordings(Path folder, Optional<String> subject, Path ledger) {}

    /**
     * The section {@code [rig]}.
     *
     * @param waiting spin, yield, block or auto
     * @param ringFrames frames that may wait for the loop, the recorder or the scope; a power of two
     * @param settleSeconds frames are watched for so long before the rig may be armed
     * @param loopCore auto, none, or the number of the core that the loop thread is bound to
     * @param lockMemory auto, yes or no: whether the program's memory is kept from being paged out
     * @param priority auto, normal or realtime: how the operating system schedules the loop thread
     * @param pauses whether pauses of collector, virtual machine and scheduler are watched
     */
    public record Loop(
            String waiting,
            int ringFrames,
            double settleSeconds,
            String loopCore,
            String lockMemory,
            String priority,
            boolean pauses) {

        /** What is asked of the operating system. A real-time loop sleeps between frames: {@code auto} waits so then. */
        public MachineWishes machineWishes() {
            return new MachineWishes(
                    LoopWaiting.Mode.of(waiting, priority) == LoopWaiting.Mode.BLOCK, loopCore, lockMemory, priority);
        }
    }

    /**
     * The table {@code [stimulator.return]}, and the loop delay that was measured.
     *
     * @param aux name of the auxiliary channels or stream on which the pulses come back; empty: they do not
     * @param earliestMs from a command to the first moment at which its pulse may be seen, at most 0
     * @param latestMs and to the last
     * @param maxJitterMs largest standard deviation of the delay
     * @param maxDriftMs how far its mean may move
     * @param maxMissing so many pulses in a row that do not come back stop the session
     * @param maxAgeDays how old the measurement may be for a live device
     * @param loopDelay the measurement whose mean is the output delay; empty: none
     */
    public record Return(
            Optional<String> aux,
            double earliestMs,
            double latestMs,
            double maxJitterMs,
            double maxDriftMs,
            int maxMissing,
            double maxAgeDays,
            Optional<LoopDelay> loopDelay) {}
}
