package org.phasor.rig.command;

import java.util.EnumMap;
import java.util.Map;
import org.phasor.rig.certify.CertifyLimit;
import org.phasor.rig.certify.CertifyLimits;
import picocli.CommandLine.Option;

/** What {@code certify} holds a machine to. Each is "at most"; docs/certify.md says why the defaults are what they are. */
final class CertifyLimitOptions {

    @Option(
            names = "--max-arrival-to-device-us",
            paramLabel = "US",
            description = "p99 from a sample read to the device call's return, pulses at once. Default: 1000.")
    private Double arrivalToDeviceMicros;

    @Option(
            names = "--max-late-us",
            paramLabel = "US",
            description = "p99 of how much later than planned a pulse comes. Default: 500.")
    private Double lateMicros;

    @Option(
            names = "--max-age-ms",
            paramLabel = "MS",
            description = "p99.9 of a sample's age when it is decided on. Default: the horizon, 10 when the rig says"
                    + " nothing.")
    private Double ageMs;

    @Option(
            names = "--max-pause-ms",
            paramLabel = "MS",
            description = "Longest pause of the whole program. Default: 2.")
    private Double pauseMs;

    @Option(
            names = "--max-refused-percent",
            paramLabel = "PERCENT",
            description = "Pulses refused as late or stale, of those that came due. Default: 0.5.")
    private Double refusedPercent;

    /** @param horizonMs of the rig */
    CertifyLimits limits(double horizonMs) {
        Map<CertifyLimit, Double> given = new EnumMap<>(CertifyLimit.class);
        put(given, CertifyLimit.ARRIVAL_TO_DEVICE, arrivalToDeviceMicros);
        put(given, CertifyLimit.PLANNED_TO_ACTUAL, lateMicros);
        put(given, CertifyLimit.AGE, ageMs);
        put(given, CertifyLimit.PAUSE, pauseMs);
        put(given, CertifyLimit.REFUSED, refusedPercent);
        try {
            return new CertifyLimits(given, horizonMs);
        } catch (IllegalArgumentException e) {
            throw new CommandFailed(ExitCode.BAD_ARGUMENTS, e.getMessage(), e);
        }
    }

    private static void put(Map<CertifyLimit, Double> given, CertifyLimit limit, Double value) {
        if (value != null) {
            given.put(limit, value);
        }
    }
}
