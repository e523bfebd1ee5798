package org.phasor.rig;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.phasor.dsp.Calibration;

/** What a person should know of a calibration before a run with it. */
final class CalibrationNotes {

    private static final double OTHER_LOOK_AHEAD_MS = 5;

    private CalibrationNotes() {}

    static List<String> of(String signal, Calibration calibration, double lookAheadSeconds) {
        List<String> notes = new ArrayList<>();
        if ("false".equals(calibration.provenance().get(Calibration.MAKES_SENSE))) {
            notes.add("signal '" + signal + "': its calibration found that phase-locking makes no sense with it ("
                    + String.format(Locale.ROOT, "peak %.1f Hz, %.1f dB", calibration.peakHz(), calibration.peakDb())
                    + ")");
        }
        String made = calibration.provenance().getOrDefault(Calibration.LOOK_AHEAD_MS, "");
        try {
            double madeMs = made.isEmpty() ? lookAheadSeconds * 1000 : Double.parseDouble(made);
            if (Math.abs(madeMs - lookAheadSeconds * 1000) > OTHER_LOOK_AHEAD_MS) {
                notes.add(String.format(
                        Locale.ROOT,
                        "signal '%s': its calibration measured bias and error %s ms ahead, the rig looks %.1f ms ahead"
                                + " (calibrate --look-ahead-ms)",
                        signal,
                        made,
                        lookAheadSeconds * 1000));
            }
        } catch (NumberFormatException e) {
            notes.add("signal '" + signal + "': its calibration says lookAheadMs = \"" + made + "\", no number");
        }
        return notes;
    }
}
