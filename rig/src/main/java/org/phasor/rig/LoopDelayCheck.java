package org.phasor.rig;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.phasor.recordings.LoopDelay;
import org.phasor.rig.RigSettings.Return;
import org.phasor.stimulator.StimulatorSettings;

/**
 * Whether the measured loop delay that a rig file names may be used now: steady enough, of this device and stream, not too old. The
 * {@code simulated} device stands for any other in a rehearsal: there neither device nor stream is compared.
 */
final class LoopDelayCheck {

    private static final String SIMULATED = "simulated";
    private static final String SERIAL_TTL = "serial-ttl";
    private static final double SECONDS_PER_DAY = 86_400;

    private LoopDelayCheck() {}

    /** A device, with what distinguishes it from others of its kind. */
    static String device(StimulatorSettings settings) {
        return settings.fire().equals(SERIAL_TTL)
                ? SERIAL_TTL + " " + settings.serial().map(s -> s.port()).orElse("")
                : settings.fire();
    }

    /** Whether a pulse leaves the program: the simulated device only remembers that it was fired. */
    static boolean givesPulses(StimulatorSettings settings) {
        return !settings.fire().equals(SIMULATED);
    }

    /** Why not, in one line; empty when it may, or the rig file names none. */
    static Optional<String> refusal(RigBinding rig, Instant now) {
        Return returned = rig.settings().returned();
        return returned.loopDelay()
                .flatMap(delay -> why(rig, returned, delay, now))
                .map(why -> "not armed: " + why);
    }

    private static Optional<String> why(RigBinding rig, Return returned, LoopDelay delay, Instant now) {
        StimulatorSettings stimulator = rig.settings().stimulator();
        if (delay.missing() + delay.unexpected() > 0) {
            return line(
                    "%d pulses were missing and %d unexpected when the loop delay was measured",
                    delay.missing(), delay.unexpected());
        }
        // Written so that an unknown deviation is refused, too.
        if (!(delay.delays().sdMs() <= returned.maxJitterMs())) {
            return line(
                    "the loop delay varied by %.2f ms (SD) when it was measured: more than"
                            + " stimulator.return.max-jitter-ms = %.2f",
                    delay.delays().sdMs(), returned.maxJitterMs());
        }
        if (!(delay.delays().clearDriftMs() <= returned.maxDriftMs())) {
            return line(
                    "the loop delay drifted by %.2f ms while it was measured: more than"
                            + " stimulator.return.max-drift-ms = %.2f",
                    delay.delays().driftMs(), returned.maxDriftMs());
        }
        if (givesPulses(stimulator)) {
            if (!delay.device().equals(device(stimulator))) {
                return line(
                        "the loop delay was measured with device '%s', not '%s'", delay.device(), device(stimulator));
            }
            if (!delay.stream().equals(rig.info().name())
                    || delay.rateHz() != rig.info().nominalRateHz()) {
                return line(
                        "the loop delay was measured with stream '%s' at %s Hz, not '%s' at %s Hz",
                        delay.stream(),
                        delay.rateHz(),
                        rig.info().name(),
                        rig.info().nominalRateHz());
            }
        }
        double days = Duration.between(delay.made(), now).toSeconds() / SECONDS_PER_DAY;
        if (stimulator.live() && !(days >= 0 && days <= returned.maxAgeDays())) {
            return line(
                    "the loop delay was measured %.1f days ago (%s): must be 0 to stimulator.return.max-age-days = %s",
                    days, delay.made(), returned.maxAgeDays());
        }
        return Optional.empty();
    }

    private static Optional<String> line(String format, Object... values) {
        return Optional.of(String.format(Locale.ROOT, format, values));
    }
}
