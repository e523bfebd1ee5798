package org.phasor.lsl;

/**
 * What the section {@code [tuning]} of native liblsl's configuration sets beside {@link LslSettings.Timing}. Immutable.
 *
 * @param protocolVersion the newest protocol spoken, times 100: 110, or 100 to speak the legacy protocol only
 * @param forceDefaultTimestamps outlets stamp every sample with the time of its push, whatever stamp they are given
 * @param cachedQueries answers that an outlet remembers, by query
 * @param sendBufferBytes of the sockets that outlets feed receivers with; 0 leaves it to the operating system
 * @param receiveBufferBytes of the sockets that inlets are fed by; 0 leaves it to the operating system
 * @param watchdogCheckSeconds between looks for silent senders
 * @param continuousResolveSeconds added to the wait between waves of a search that goes on
 * @param smoothingHalftimeSeconds of stamps that are smoothed on receipt
 */
public record LslTuning(
        int protocolVersion,
        boolean forceDefaultTimestamps,
        int cachedQueries,
        int sendBufferBytes,
        int receiveBufferBytes,
        double watchdogCheckSeconds,
        double continuousResolveSeconds,
        double smoothingHalftimeSeconds) {

    public static final LslTuning DEFAULTS = new LslTuning(110, false, 100, 0, 0, 15.0, 0.5, 90.0);

    public LslTuning {
        within("tuning.protocolVersion", protocolVersion, 100, StreamInfo.PROTOCOL_VERSION);
        within("tuning.cachedQueries", cachedQueries, 0, 1_000_000);
        within("tuning.sendBufferBytes", sendBufferBytes, 0, 1 << 30);
        within("tuning.receiveBufferBytes", receiveBufferBytes, 0, 1 << 30);
        positive("tuning.watchdogCheckSeconds", watchdogCheckSeconds);
        positive("tuning.continuousResolveSeconds", continuousResolveSeconds);
        positive("tuning.smoothingHalftimeSeconds", smoothingHalftimeSeconds);
    }

    public LslTuning withProtocolVersion(int other) {
        return new LslTuning(
                other,
                forceDefaultTimestamps,
                cachedQueries,
                sendBufferBytes,
                receiveBufferBytes,
                watchdogCheckSeconds,
                continuousResolveSeconds,
                smoothingHalftimeSeconds);
    }

    public LslTuning withForceDefaultTimestamps(boolean other) {
        return new LslTuning(
                protocolVersion,
                other,
                cachedQueries,
                sendBufferBytes,
                receiveBufferBytes,
                watchdogCheckSeconds,
                continuousResolveSeconds,
                smoothingHalftimeSeconds);
    }

    private static void within(String what, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(what + " = " + value + ": must be " + least + " to " + most);
        }
    }

    private static void positive(String what, double value) {
        if (!(value > 0) || value > 1e6) {
            throw new IllegalArgumentException(what + " = " + value + ": must be > 0 and <= 1000000");
        }
    }
}
