package org.phasor.rig;

import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.phasor.rig.machine.Pause;
import org.phasor.rig.machine.Pauses;

/** A {@link SessionTiming} as JSON: in what {@code run --json} prints, the control socket answers and the recording's log keeps. */
public final class TimingJson {

    private static final double NANOS_PER_MS = 1e6;

    /** A pulse planned meanwhile is late by as much. */
    private static final long WORTH_NAMING_NANOS = 2_000_000;

    private TimingJson() {}

    static JsonObject of(SessionTiming timing) {
        JsonObject json = new JsonObject();
        add(json, timing);
        return json;
    }

    /** Adds {@code latencyLastMinuteMicros}, {@code budget}, {@code degreesAtTarget} and {@code pauses}. */
    public static void add(JsonObject json, SessionTiming timing) {
        json.add("latencyLastMinuteMicros", LatencyJson.ofFigures(timing.lastMinute()));
        JsonObject budget = new JsonObject();
        budget.add("p50", budget(timing.budgetP50()));
        budget.add("p99", budget(timing.budgetP99()));
        json.add("budget", budget);
        if (timing.degrees().isPresent()) {
            json.add("degreesAtTarget", degrees(timing.degrees().get()));
        } else {
            json.add("degreesAtTarget", JsonNull.INSTANCE);
        }
        json.add("pauses", pauses(timing.pauses(), timing.pausesWhyNot()));
    }

    private static JsonObject budget(LatencyBudget budget) {
        JsonObject json = new JsonObject();
        json.addProperty("of", budget.atOnce() ? "arrivalToDevice" : "horizon");
        number(json, "wholeMs", budget.wholeMs());
        if (!budget.atOnce()) {
            number(json, "streamMs", budget.streamMs());
        }
        number(json, "decisionMs", budget.decisionMs());
        if (budget.atOnce()) {
            number(json, "deviceMs", budget.deviceMs());
        }
        number(json, "leftMs", budget.leftMs());
        return json;
    }

    private static JsonObject degrees(DegreesAtTarget degrees) {
        JsonObject json = new JsonObject();
        json.addProperty("frequencyHz", degrees.frequencyHz());
        json.addProperty("horizon", degrees.horizonDeg());
        number(json, "horizonSlackP99", degrees.horizonSlackP99Deg());
        number(json, "plannedToActualP99", degrees.plannedToActualP99Deg());
        number(json, "ageP99", degrees.ageP99Deg());
        return json;
    }

    /** By kind: count, total, longest and newest with their times; {@code whyNot} when some are not seen, else null. */
    public static JsonObject pauses(Map<Pause.Kind, Pauses> kinds, Optional<String> whyNot) {
        JsonObject json = new JsonObject();
        kinds.forEach((kind, pauses) -> {
            JsonObject one = new JsonObject();
            one.addProperty("count", pauses.count());
            one.addProperty("over2Ms", pauses.countOver(WORTH_NAMING_NANOS));
            one.addProperty("totalMs", pauses.totalNanos() / NANOS_PER_MS);
            one.addProperty("maxMs", pauses.maxNanos() / NANOS_PER_MS);
            pause(one, "longest", pauses.longest());
            pause(one, "newest", pauses.newest());
            json.add(kind.key(), one);
        });
        json.addProperty("whyNot", whyNot.orElse(null));
        return json;
    }

    private static void pause(JsonObject json, String key, Optional<Pause> pause) {
        if (pause.isEmpty()) {
            json.add(key, JsonNull.INSTANCE);
            return;
        }
        JsonObject one = new JsonObject();
        one.addProperty("at", pause.get().begin().toString());
        one.addProperty("ms", pause.get().nanos() / NANOS_PER_MS);
        one.addProperty("cause", pause.get().cause());
        json.add(key, one);
    }

    private static void number(JsonObject json, String key, OptionalDouble value) {
        if (value.isPresent()) {
            json.addProperty(key, value.getAsDouble());
        } else {
            json.add(key, JsonNull.INSTANCE);
        }
    }
}
