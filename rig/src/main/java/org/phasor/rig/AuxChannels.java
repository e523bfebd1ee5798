package org.phasor.rig;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.phasor.dsp.StreamChannels;
import org.phasor.lsl.StreamInfo;
import org.phasor.rig.RigSettings.Aux;
import org.phasor.trigger.ActivityGate;

/** The auxiliary channels that are on the EEG's own stream: where they are, and the gates that judge them. Immutable. */
final class AuxChannels {

    private static final double NANOS_PER_MS = 1e6;

    private final StreamInfo info;
    private final StreamChannels stream;
    private final Map<String, int[]> channels = new LinkedHashMap<>();
    private final List<Aux> judged = new ArrayList<>();

    private AuxChannels(StreamInfo info) {
        this.info = info;
        stream = new StreamChannels(info);
    }

    /**
     * Finds the labels.
     *
     * @param faults gets what does not fit the stream
     * @param notes gets what a person should know
     */
    static AuxChannels bind(RigFile file, StreamInfo info, List<RigFault> faults, List<String> notes) {
        AuxChannels bound = new AuxChannels(info);
        for (Aux aux : file.settings().acquisition().aux()) {
            if (aux.stream().isEmpty()) {
                bound.find(file, aux, faults, notes);
            }
        }
        return bound;
    }

    private void find(RigFile file, Aux aux, List<RigFault> faults, List<String> notes) {
        String place = file.placeOf(RigAuxReader.PLACE + aux.name());
        int before = faults.size();
        int[] found = indices(stream, aux, place, faults);
        if (faults.size() > before) {
            return;
        }
        channels.put(aux.name(), found);
        if (aux.limitMicrovolts().isPresent()) {
            double samples = (aux.toMs() - aux.fromMs()) / 1000 * info.nominalRateHz();
            if (samples < 2) {
                faults.add(new RigFault(
                        place,
                        "acquisition.aux.window-ms",
                        "[" + aux.fromMs() + ", " + aux.toMs() + "]",
                        "must hold at least 2 samples at " + info.nominalRateHz() + " Hz"));
                return;
            }
            judged.add(aux);
            String note = stream.unitNote(Arrays.stream(found).boxed().toList());
            if (!note.isEmpty()) {
                notes.add(note);
            }
        }
    }

    /** The places of an aux's labels in a stream; every channel when it names none. Faults name the key and the nearest label. */
    static int[] indices(StreamChannels stream, Aux aux, String place, List<RigFault> faults) {
        int[] found = new int[aux.channels().size()];
        for (int i = 0; i < found.length; i++) {
            try {
                found[i] = stream.find(aux.channels().get(i));
            } catch (IllegalArgumentException e) {
                faults.add(new RigFault(place, "acquisition.aux.channels", "", e.getMessage()));
            }
        }
        return found;
    }

    /**
     * The places of an aux's channels in the EEG's stream, in the order of the rig file.
     *
     * @throws IllegalArgumentException for one that is on a further stream
     */
    int[] of(Aux aux) {
        int[] found = channels.get(aux.name());
        if (found == null) {
            throw new IllegalArgumentException("aux '" + aux.name() + "' is not on the EEG's stream");
        }
        return found.clone();
    }

    /** A new gate for each that has a limit, in the order of the rig file; none has seen a frame. */
    List<ActivityGate> gates() {
        List<ActivityGate> gates = new ArrayList<>();
        for (Aux aux : judged) {
            int[] places = channels.get(aux.name());
            double[] microvolts = new double[places.length];
            for (int c = 0; c < places.length; c++) {
                microvolts[c] = stream.microvolts(places[c]);
            }
            gates.add(new ActivityGate(
                    places,
                    microvolts,
                    aux.limitMicrovolts().getAsDouble(),
                    Math.round(aux.fromMs() * NANOS_PER_MS),
                    Math.round(aux.toMs() * NANOS_PER_MS),
                    info.nominalRateHz()));
        }
        return gates;
    }
}
