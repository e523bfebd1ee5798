package org.phasor.rig;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.phasor.acquisition.SyntheticSettings;
import org.phasor.acquisition.SyntheticSignal;
import org.phasor.dsp.Calibration;
import org.phasor.dsp.evaluation.EvaluationSettings;
import org.phasor.dsp.evaluation.EvaluationSignal;
import org.phasor.dsp.evaluation.SignalCalibration;
import org.phasor.dsp.evaluation.TruthKind;
import org.phasor.recordings.CalibrationFile;
import org.phasor.stimulator.Outcome;

/** Every file in rig/examples reads, binds, and decides on synthetic signal. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class ExamplesTest {

    private static final String ESTIMATOR_FILE = "c3.estimator.json";

    @TempDir
    Path folder;

    /** On two minutes of rest of the same signal. */
    private static Calibration calibrated(SyntheticSettings settings) {
        SyntheticSignal rest = new SyntheticSignal(settings);
        double[] all = new double[rest.channelCount()];
        double[] c3 = new double[120_000];
        int channel = settings.labels().indexOf("C3");
        for (int i = 0; i < c3.length; i++) {
            rest.next(all);
            c3[i] = all[channel];
        }
        EvaluationSignal signal = EvaluationSignal.of(c3, new boolean[c3.length], settings.rateHz());
        return SignalCalibration.of(signal, EvaluationSettings.of(8, 13, TruthKind.MULTI), "adaptive", 10, Map.of())
                .calibration();
    }

    static List<Path> examples() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("examples"))) {
            return files.sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("examples")
    void decidesAndFires(Path example) throws Exception {
        SyntheticSettings signal = SyntheticSettings.DEFAULTS.withSeed(2).withNoise(15, 1);
        SyntheticSettings settings = signal.withAmplitude(40, 0.3);
        String text = Files.readString(example);
        if (text.contains(ESTIMATOR_FILE)) {
            Path file = folder.resolve("c3.json");
            CalibrationFile.write(file, calibrated(settings));
            text = text.replace(ESTIMATOR_FILE, file.toString());
        }
        if (text.contains("EMG1")) {
            settings = settings.withMuscle();
        }
        RigFile file = RigFile.parse(example.getFileName().toString(), text, List.of());
        TriggerLevel back = file.settings()
                .acquisition()
                .triggerInput()
                .map(TriggerLevel::new)
                .orElse(null);
        VirtualRig rig = new VirtualRig(file, settings, false, back);
        rig.feed(25, 1);
        rig.end();
        assertThat(rig.decisions).hasSize(25_000);
        assertThat(rig.interlock.outcomeCount(Outcome.DELIVERED)).as("pulses").isGreaterThanOrEqualTo(2);
        assertThat(rig.interlock.outcomeCount(Outcome.VETOED_LATE)).isZero();
    }
}
