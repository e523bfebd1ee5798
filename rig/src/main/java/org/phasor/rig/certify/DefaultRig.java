package org.phasor.rig.certify;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.phasor.acquisition.SyntheticSettings;
import org.phasor.dsp.SignalSettings;
import org.phasor.dsp.estimator.PhaseEstimators;
import org.phasor.rig.RigFile;

/** The rig that is certified when no file is named, and what is changed of a file that is. */
public final class DefaultRig {

    private DefaultRig() {}

    /**
     * @param signals 1 to 8, each on a channel of its own
     * @param estimator null for the default
     */
    public static String text(int signals, String estimator) {
        String name = estimator == null ? PhaseEstimators.DEFAULT : estimator;
        StringBuilder text = new StringBuilder("format = 1\n");
        List<String> labels = SyntheticSettings.standardLabels(signals);
        for (String label : labels) {
            text.append("[[dsp.signal]]\nname = ")
                    .append(CertifyRig.quoted("mu-" + label))
                    .append("\nchannel = ")
                    .append(CertifyRig.quoted(label))
                    .append("\nband-hz = [8.0, 13.0]\nestimator = ")
                    .append(CertifyRig.quoted(name))
                    // Twenty pulses a second would leave nothing to learn from, and simulated ones leave no trace.
                    .append("\nblank-before-ms = 0\nblank-after-ms = 0\n");
        }
        return text + "[trigger]\nphase-deg = 0\nhorizon-ms = 10\nmin-interval-ms = 2000\n";
    }

    /**
     * What replaces values of a rig file, beside what a person asked for.
     *
     * @param sets the person's
     * @param estimator of every signal; empty: each signal's own
     */
    public static List<String> changes(List<String> sets, RigFile rig, Optional<String> estimator) {
        List<String> all = new ArrayList<>(sets);
        for (SignalSettings signal : rig.settings().signals()) {
            String at = "dsp.signal." + signal.name() + '.';
            all.add(at + "blank-before-ms=0");
            all.add(at + "blank-after-ms=0");
            estimator.ifPresent(name -> all.add(at + "estimator=" + name));
        }
        return List.copyOf(all);
    }
}
