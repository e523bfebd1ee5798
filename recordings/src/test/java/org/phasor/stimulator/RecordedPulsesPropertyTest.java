package org.phasor.stimulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whatever is decided, however the clock runs, whatever fails and whatever people do: no promise is broken, as the
 * device and the recording tell it. {@code -Dphasor.interlock.seeds=250} takes a million steps.
 */
@Timeout(300)
class RecordedPulsesPropertyTest {

    private static final int STEPS = 4000;
    private static final int SEEDS = Integer.getInteger("phasor.interlock.seeds", 50);

    @TempDir
    Path folder;

    @Test
    void keepsEveryPromiseWhateverHappens() throws IOException {
        Map<Outcome, Integer> outcomes = new EnumMap<>(Outcome.class);
        long pulses = 0;
        long livePulses = 0;
        for (int seed = 1; seed <= SEEDS; seed++) {
            Path file = folder.resolve(seed + ".xdf");
            InterlockWorld world = new InterlockWorld(seed, file);
            world.run(STEPS);
            RecordedSession session = RecordedSession.read(file);
            Files.delete(file);
            assertThat(PulsePromises.broken(world.limits, world.pattern, world.live, world.device.fired, session))
                    .as("seed %d: %s %s, live %s", seed, world.limits, world.pattern, world.live)
                    .isEmpty();
            pulses += world.device.fired.size();
            livePulses += world.live ? world.device.fired.size() : 0;
            session.deliveries().forEach(d -> outcomes.merge(d.outcome, 1, Integer::sum));
        }
        System.out.printf(
                "interlock: %d steps, %d device calls, %d of them live, %s%n",
                (long) SEEDS * STEPS, pulses, livePulses, outcomes);
        // A world in which nothing happens would prove nothing.
        assertThat(pulses).isGreaterThan(20L * SEEDS);
        assertThat(livePulses).isGreaterThan(5L * SEEDS);
        for (Outcome outcome : Outcome.values()) {
            boolean never = switch (outcome) {
                // A live device is stopped before; nobody exhausts a week here.
                case VETOED_NO_OPERATOR, VETOED_WEEK_LIMIT -> true;
                default -> false;
            };
            assertThat(outcomes.containsKey(outcome)).as(outcome + " comes up").isEqualTo(!never);
        }
    }
}
