package org.phasor.rig;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.phasor.acquisition.AuxKind;
import org.phasor.acquisition.NearestNames;
import org.phasor.recordings.LoopDelay;
import org.phasor.recordings.LoopDelayFile;
import org.phasor.rig.RigSettings.Aux;
import org.phasor.rig.RigSettings.Return;

/** The table {@code [stimulator.return]} of a rig file, and the loop delay that {@code [stimulator]} names. */
final class RigReturnReader {

    private static final double EARLIEST_MS = -2;
    private static final double LATEST_MS = 100;

    /** 7 degrees of a 10 Hz rhythm, as the tolerance for lateness. */
    private static final double LIMIT_MS = 2;

    private static final int MOST_MISSING = 3;
    private static final double AGE_DAYS = 30;

    private RigReturnReader() {}

    /**
     * @param timed whether the delay is being measured: then one that was measured before does not matter
     * @param used takes the text of the file that was read, by its path
     */
    static Return read(
            RigSection stimulator, List<Aux> aux, boolean timed, CalibrationTexts texts, Map<String, String> used) {
        stimulator.value("loop-delay");
        Optional<LoopDelay> loopDelay = timed ? Optional.empty() : loopDelay(stimulator, texts, used);
        RigSection section = stimulator.section("return");
        Optional<String> name = aux(section, aux);
        Return returned = new Return(
                name,
                section.number("earliest-ms", EARLIEST_MS, Bound.between(-100, 0)),
                section.number("latest-ms", LATEST_MS, Bound.between(1, 1000)),
                section.number("max-jitter-ms", LIMIT_MS, Bound.between(0.01, 100)),
                section.number("max-drift-ms", LIMIT_MS, Bound.between(0.01, 100)),
                (int) section.whole("max-missing", MOST_MISSING, Bound.between(1, 1000)),
                section.number("max-age-days", AGE_DAYS, Bound.between(0.01, 366)),
                loopDelay);
        if (name.isEmpty()) {
            for (String key : List.of("earliest-ms", "latest-ms", "max-missing")) {
                if (section.has(key)) {
                    section.fault(key, "needs aux: the name of the trigger channel");
                }
            }
        }
        section.finish();
        return returned;
    }

    private static Optional<String> aux(RigSection section, List<Aux> aux) {
        if (!section.has("aux")) {
            return Optional.empty();
        }
        String name = section.text("aux", "");
        List<String> triggers = aux.stream()
                .filter(a -> a.kind() == AuxKind.TRIGGER)
                .map(Aux::name)
                .toList();
        if (!triggers.contains(name)) {
            section.fault(
                    "aux",
                    "must be the name of an [[acquisition.aux]] with class = \"trigger\""
                            + NearestNames.meant(name, triggers)
                                    .map(n -> "; nearest: " + n)
                                    .orElse(""));
            return Optional.empty();
        }
        return Optional.of(name);
    }

    private static Optional<LoopDelay> loopDelay(RigSection section, CalibrationTexts texts, Map<String, String> used) {
        if (!section.has("loop-delay")) {
            return Optional.empty();
        }
        String path = section.text("loop-delay", "");
        if (section.has("output-delay-ms")) {
            section.fault("output-delay-ms", "is given beside loop-delay: must be one of them");
        }
        if (path.isEmpty()) {
            return Optional.empty();
        }
        try {
            String text = texts.read(path);
            LoopDelay measured = LoopDelayFile.parse(path, text);
            used.put(path, text);
            return Optional.of(measured);
        } catch (IOException e) {
            section.fault("loop-delay", e.getMessage());
            return Optional.empty();
        }
    }
}
