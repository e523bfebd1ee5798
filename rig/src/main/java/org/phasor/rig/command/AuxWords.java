package org.phasor.rig.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.phasor.rig.RigSettings;
import org.phasor.rig.RigSettings.Aux;

/** What a person should know of auxiliary channels and further streams before the start. */
final class AuxWords {

    private AuxWords() {}

    /** A line for each. */
    static List<String> of(RigSettings settings) {
        List<String> lines = new ArrayList<>();
        for (Aux aux : settings.acquisition().aux()) {
            String what = aux.name() + " (" + aux.kind().name().toLowerCase(Locale.ROOT) + "): "
                    + (aux.channels().isEmpty() ? "all channels" : String.join(" ", aux.channels()));
            String where = aux.stream()
                    .map(stream -> " of " + stream + ", recorded beside the EEG")
                    .orElse("");
            lines.add(what + where + limit(aux));
        }
        return lines;
    }

    private static String limit(Aux aux) {
        return aux.limitMicrovolts().isEmpty()
                ? ""
                : String.format(
                        Locale.ROOT,
                        ", no pulse above %s uV from peak to peak %s to %s ms before it",
                        Narrator.plain(aux.limitMicrovolts().getAsDouble()),
                        Narrator.plain(-aux.fromMs()),
                        Narrator.plain(-aux.toMs()));
    }
}
