package org.phasor.rig;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.phasor.acquisition.SyntheticSettings;
import org.phasor.dsp.SignalSettings;
import org.phasor.stimulator.SafetyLimits;
import org.phasor.stimulator.StimulatorSettings;
import org.phasor.trigger.AmplitudeBounds;

/** All of a rig file, checked as far as it can be without the stream. Immutable. */
public record RigSettings(
        Acquisition acquisition,
        List<SignalSettings> signals,
        Trigger trigger,
        StimulatorSettings stimulator,
        SafetyLimits limits,
        Recordings recordings,
        Loop loop) {

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
            Path lslLibrary) {}

    /** A condition as written: which signal, which phase. */
    public record Condition(String name, String signal, double phaseDeg) {}

    /**
     * The section {@code [trigger]}.
     *
     * @param conditions for the phase policy; empty for the threshold policy
     * @param channel whose level is watched, by the threshold policy; empty: the stream's first
     * @param level in the channel's own unit
     */
    public record Trigger(
            boolean phasePolicy,
            List<Condition> conditions,
            double horizonMs,
            double minIntervalMs,
            double jitterMs,
            Optional<AmplitudeBounds> amplitude,
            OptionalDouble maxExpectedErrorDeg,
            long seed,
            String channel,
            double level,
            boolean rising) {}

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
     */
    public record Loop(String waiting, int ringFrames, double settleSeconds) {}
}
