package org.phasor.rig.certify;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.phasor.acquisition.SyntheticSettings;
import org.phasor.acquisition.SyntheticSignal;
import org.phasor.rig.RigFile;
import org.phasor.rig.RigFileException;
import org.phasor.rig.RigSettings;
import org.phasor.stimulator.Limit;

/**
 * The rig file of one part: signals and loop of the load's rig; as many pulses as can be; the simulated device, whatever
 * the rig has, with limits that let it fire.
 */
final class CertifyRig {

    /** A cycle and a half of what the threshold looks at: crossings beyond 25 a second would be noise. */
    private static final double LEAST_INTERVAL_MS = 20;

    private static final double FASTEST_AT_ONCE_HZ = 20;

    /** The bound of max-age-ms above horizon and lateness. */
    private static final double LONGEST_FRESH_MS = 100;

    private CertifyRig() {}

    /**
     * @param folder for recording, ledger and audit log
     * @param horizonMs the load's own, or longer
     */
    static RigFile of(CertifyLoad load, Part part, Path folder, double horizonMs) throws RigFileException {
        RigFile made = RigFile.parse("certify.toml", text(load, part, folder, horizonMs), List.of());
        RigSettings own = load.rig().settings();
        RigSettings settings = made.settings();
        RigSettings whole = new RigSettings(
                settings.acquisition(),
                own.signals(),
                settings.trigger(),
                settings.stimulator(),
                settings.limits(),
                settings.recordings(),
                own.loop(),
                settings.returned(),
                settings.timed());
        return new RigFile(
                made.name(),
                made.text(),
                List.of(),
                whole,
                made.places(),
                load.rig().calibrations());
    }

    /** What is played in a part: at-once pulses come once a cycle, so that a faster rhythm gives more of them. */
    static SyntheticSettings signal(CertifyLoad load, Part part) {
        SyntheticSettings signal = load.signal();
        double fastest = Math.min(FASTEST_AT_ONCE_HZ, signal.rateHz() / 8);
        return part == Part.AT_ONCE ? signal.withFrequency(fastest, 0) : signal;
    }

    private static String text(CertifyLoad load, Part part, Path folder, double horizonMs) {
        RigSettings own = load.rig().settings();
        String signal = own.signals().get(0).name();
        double late = own.limits().inUnit(Limit.LATE_TOLERANCE);
        double gap = Math.max(
                own.limits().inUnit(Limit.MAX_GAP), 3000 / load.signal().rateHz());
        StringBuilder text = new StringBuilder("format = 1\n");
        text.append("[acquisition]\nsource = \"synthetic\"\n");
        line(text, "lost-after-ms", own.acquisition().lostAfterMs());
        text.append("[[dsp.signal]]\nname = ").append(quoted(signal)).append('\n');
        text.append("channel = \"C3\"\nband-hz = [8.0, 13.0]\n");
        text.append("[trigger]\n");
        line(text, "min-interval-ms", LEAST_INTERVAL_MS);
        if (part == Part.SCHEDULED) {
            line(text, "horizon-ms", horizonMs);
            condition(text, "peak", signal, 0);
            condition(text, "trough", signal, 180);
        } else {
            text.append("policy = \"threshold\"\nlevel = 0.0\nchannel = ")
                    .append(quoted(SyntheticSignal.TRUTH_LABEL))
                    .append('\n');
        }
        text.append("[stimulator]\nfire = \"simulated\"\n");
        line(text, "output-delay-ms", load.outputDelayMs());
        text.append("[stimulator.limits]\n");
        line(text, Limit.MIN_ONSET_INTERVAL.key(), LEAST_INTERVAL_MS / 4);
        line(text, Limit.MIN_PULSE_GAP.key(), LEAST_INTERVAL_MS / 4);
        for (Limit most : List.of(
                Limit.MAX_PULSES_PER_MINUTE,
                Limit.MAX_PULSES_PER_SESSION,
                Limit.MAX_PULSES_PER_DAY,
                Limit.MAX_PULSES_PER_WEEK)) {
            text.append(most.key()).append(" = ").append((long) most.max()).append('\n');
        }
        line(text, Limit.LATE_TOLERANCE.key(), late);
        line(text, Limit.MAX_GAP.key(), gap);
        if (part == Part.AT_ONCE) {
            // A pulse of this kind is never late for its plan: however long it takes, it is measured.
            line(text, Limit.MAX_AGE.key(), late + LONGEST_FRESH_MS);
        }
        text.append("[recordings]\nfolder = ").append(quoted(folder.toString())).append('\n');
        return text.toString();
    }

    private static void condition(StringBuilder text, String name, String signal, int phaseDeg) {
        text.append("[[trigger.condition]]\nname = ")
                .append(quoted(name))
                .append("\nsignal = ")
                .append(quoted(signal))
                .append("\nphase-deg = ")
                .append(phaseDeg)
                .append('\n');
    }

    private static void line(StringBuilder text, String key, double value) {
        text.append(key).append(" = ").append(Double.toString(value)).append('\n');
    }

    /** As a TOML basic string. */
    static String quoted(String words) {
        StringBuilder quoted = new StringBuilder("\"");
        for (char c : words.toCharArray()) {
            if (c == '"' || c == '\\') {
                quoted.append('\\').append(c);
            } else if (c < ' ' || c == 0x7f) {
                quoted.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
            } else {
                quoted.append(c);
            }
        }
        return quoted.append('"').toString();
    }
}
