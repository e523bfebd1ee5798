package org.phasor.rig;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.phasor.stimulator.Intensity;
import org.phasor.stimulator.Limit;
import org.phasor.stimulator.LimitOverride;
import org.phasor.stimulator.PulsePattern;
import org.phasor.stimulator.SafetyLimits;

/**
 * Whatever limits, pattern, intensity and overrides a live rig file has: one that is accepted never has a limit beyond its
 * utmost, nor beyond its floor without the override for it, nor an override that nothing needs.
 */
@Timeout(60)
class RigLivePropertyTest {

    private static final Pattern ASKED = Pattern.compile("override]] with limit = \"([a-z-]+)\"");
    private static final int SEEDS = 600;

    @Test
    void noAcceptedRigIsBeyondWhatIsSigned() throws Exception {
        String example = LiveRigText.example();
        int accepted = 0;
        int signed = 0;
        for (int seed = 1; seed <= SEEDS; seed++) {
            Random random = new Random(seed);
            List<String> sets = sets(random);
            Set<String> overrides = new TreeSet<>();
            if (random.nextInt(3) > 0) {
                overrides.addAll(askedFor(example, sets));
            }
            // Now and then one too many, or one too few.
            List<String> names = LimitOverride.names();
            if (random.nextInt(6) == 0) {
                overrides.add(names.get(random.nextInt(names.size())));
            }
            if (random.nextInt(6) == 0) {
                overrides.remove(names.get(random.nextInt(names.size())));
            }
            StringBuilder text = new StringBuilder(example);
            overrides.forEach(name -> text.append(LiveRigText.override(name)));
            String what = "seed " + seed + ' ' + sets + text.substring(example.length());
            try {
                RigSettings settings =
                        RigFile.parse("live.toml", text.toString(), sets).settings();
                assertWithinBounds(settings, what);
                accepted++;
                signed += settings.stimulator().declared().overrides().isEmpty() ? 0 : 1;
            } catch (RigFileException e) {
                assertThat(e.faults()).as(what).isNotEmpty();
            } catch (RuntimeException e) {
                throw new AssertionError(what, e);
            }
        }
        assertThat(accepted).isBetween(SEEDS / 20, SEEDS * 9 / 10);
        assertThat(signed).as("with a signature").isGreaterThan(SEEDS / 50);
    }

    /** Which overrides the faults ask for. */
    private static List<String> askedFor(String text, List<String> sets) {
        List<String> names = new ArrayList<>();
        for (String fault : LiveRigText.faults(text, sets.toArray(new String[0]))) {
            Matcher asked = ASKED.matcher(fault);
            if (asked.find()) {
                names.add(asked.group(1));
            }
        }
        return names;
    }

    private static List<String> sets(Random random) {
        List<String> sets = new ArrayList<>();
        for (Limit limit : Limit.values()) {
            if (random.nextInt(8) == 0) {
                double value = value(limit, random);
                sets.add("stimulator.limits." + limit.key() + "="
                        + (limit.unit() == Limit.Unit.PULSES ? Long.toString((long) value) : Double.toString(value)));
            }
        }
        if (random.nextInt(3) == 0) {
            int pulses = 2 + random.nextInt(60);
            sets.add("stimulator.pattern.pulses=" + pulses);
            sets.add("stimulator.pattern.gap-ms=" + (6 + random.nextInt(200)));
            if (random.nextInt(4) > 0) {
                sets.add("stimulator.limits.max-pulses-per-pattern=" + pulses);
                sets.add("stimulator.limits.min-pulse-gap-ms=" + (5 + random.nextInt(45)));
                sets.add("stimulator.limits.max-pulses-per-minute=" + (pulses + random.nextInt(70 * pulses)));
                sets.add("stimulator.limits.min-onset-interval-ms=" + (1 + random.nextInt(30_000)));
                sets.add("trigger.min-interval-ms=30000");
            }
        }
        if (random.nextInt(3) == 0) {
            sets.add("stimulator.intensity.percent-rmt=" + (80 + random.nextInt(60)));
        }
        if (random.nextInt(5) == 0) {
            sets.add("stimulator.limits.train-table=chen-1997");
        }
        return sets;
    }

    /** Around the floor, around the utmost, or anything that means something. */
    private static double value(Limit limit, Random random) {
        double near = switch (random.nextInt(5)) {
            case 0 -> limit.floor();
            case 1 -> limit.liveUtmost();
            default -> limit.min() + random.nextDouble() * (limit.max() - limit.min());
        };
        double step = limit.unit() == Limit.Unit.PULSES ? random.nextInt(3) - 1 : (random.nextInt(5) - 2) * 0.5;
        return Math.min(limit.max(), Math.max(limit.min(), near + step));
    }

    /** By the bounds of {@link Limit} alone: not by the code that accepted it. */
    private static void assertWithinBounds(RigSettings settings, String what) {
        SafetyLimits limits = settings.limits();
        PulsePattern pattern = settings.stimulator().pattern();
        List<String> signed = settings.stimulator().declared().overrides().stream()
                .map(LimitOverride::limit)
                .toList();
        for (Limit limit : Limit.values()) {
            double value = limits.inUnit(limit);
            double floor = limit.floor();
            if (limit == Limit.MAX_PULSES_PER_MINUTE) {
                floor = 60 * pattern.pulses();
            }
            boolean least = limit.side() == Limit.Side.AT_LEAST;
            assertThat(least ? value >= limit.liveUtmost() : value <= limit.liveUtmost())
                    .as(limit + " beyond the utmost: " + what)
                    .isTrue();
            assertThat(least ? value >= floor : value <= floor)
                    .as(limit + " beyond the floor: " + what)
                    .isNotEqualTo(signed.contains(limit.key()));
        }
        Intensity intensity = settings.stimulator().declared().intensity().orElseThrow();
        assertThat(intensity.percentMso()).as(what).isLessThanOrEqualTo(100);
        assertThat(intensity.percentRmt()).as(what).isLessThanOrEqualTo(130);
        assertThat(intensity.percentRmt() > 120).as(what).isEqualTo(signed.contains("intensity"));
        assertThat(pattern.pulses()).as(what).isLessThanOrEqualTo(limits.maxPulsesPerPattern());
        if (pattern.pulses() > 1) {
            assertThat(pattern.gapNanos()).as(what).isGreaterThanOrEqualTo(limits.minPulseGapNanos());
            boolean fasterThan25Hz = pattern.gapNanos() < 40_000_000;
            boolean strongAndLong =
                    pattern.gapNanos() <= 100_000_000 && pattern.pulses() * pattern.gapNanos() > 5_000_000_000L;
            if (fasterThan25Hz || strongAndLong || intensity.percentRmt() < 90) {
                assertThat(signed).as("a train that no table covers: " + what).contains("train");
            }
        }
    }
}
