package org.phasor.trigger;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.phasor.dsp.PhaseEstimate;

/** Every amplitude gate of a policy, each signal's past kept once. For the loop thread. */
final class AmplitudeGates {

    private record Key(int signal, AmplitudeWindow window) {}

    private final AmplitudePast settings;
    private final double rateHz;
    private final RecentAmplitudes[] pasts;
    private final List<Key> keys = new ArrayList<>();
    private AmplitudeGate[] gates = {};
    private int[] signalOf = {};

    AmplitudeGates(AmplitudePast settings, int signals, double rateHz) {
        this.settings = settings;
        this.rateHz = rateHz;
        pasts = new RecentAmplitudes[signals];
    }

    /** The gate of that signal and window, made when there is none. Before the first frame only. */
    AmplitudeGate gate(int signal, AmplitudeWindow window) {
        Key key = new Key(signal, window);
        int at = keys.indexOf(key);
        if (at >= 0) {
            return gates[at];
        }
        if (pasts[signal] == null) {
            pasts[signal] = new RecentAmplitudes(settings, rateHz);
        }
        keys.add(key);
        List<AmplitudeGate> all = new ArrayList<>(List.of(gates));
        all.add(new AmplitudeGate(window, pasts[signal], settings.hysteresis()));
        gates = all.toArray(new AmplitudeGate[0]);
        signalOf = Arrays.copyOf(signalOf, gates.length);
        signalOf[gates.length - 1] = signal;
        return gates[gates.length - 1];
    }

    /** Takes in one frame; an estimate that is not usable has no amplitude. */
    void take(boolean[] usable, PhaseEstimate[] estimates) {
        for (int s = 0; s < pasts.length; s++) {
            if (pasts[s] != null) {
                pasts[s].take(usable[s] ? estimates[s].amplitudeMicrovolts : Double.NaN);
            }
        }
        for (int g = 0; g < gates.length; g++) {
            int s = signalOf[g];
            gates[g].take(usable[s] ? estimates[s].amplitudeMicrovolts : Double.NaN);
        }
    }
}
