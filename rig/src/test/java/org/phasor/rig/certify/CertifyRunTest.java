package org.phasor.rig.certify;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.phasor.lsl.Lsl;
import org.phasor.lsl.LslSettings;
import org.phasor.lsl.PureJavaLsl;
import org.phasor.recordings.page.Certification;
import org.phasor.recordings.page.LatencyStage;
import org.phasor.rig.FrameObserver;
import org.phasor.rig.RigBinding;
import org.phasor.rig.RigFile;
import org.phasor.rig.Session;

/** Over real LSL on loopback; what comes out depends on the machine, that it comes out does not. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class CertifyRunTest {

    @TempDir
    Path folder;

    private final List<String> lines = new ArrayList<>();
    private CertifyRun run;
    private boolean stopsAtOnce;

    private final CertifyListener listener = new CertifyListener() {
        @Override
        public void words(String line) {
            lines.add(line);
        }

        @Override
        public void progress(double seconds, double total, String state) {
            lines.add(state);
        }

        @Override
        public Optional<FrameObserver> window(RigBinding rig) {
            return Optional.empty();
        }

        @Override
        public void opened(Session session) {
            if (stopsAtOnce) {
                run.stop();
            }
        }

        @Override
        public void stoppedByAPerson() {
            run.stop();
        }

        @Override
        public void closed(String lastWords) {}
    };

    private Certification certified(double seconds) throws Exception {
        // A horizon that covers whatever the machine does meanwhile, and an estimator that has nothing to learn.
        RigFile rig = RigFile.parse(
                "certify",
                DefaultRig.text(1, "echt"),
                List.of("rig.settle-s=0.1", "trigger.horizon-ms=400", "dsp.signal.mu-C3.peak-hz=10"));
        CertifyLoad load = CertifyLoad.of(rig, OptionalInt.of(4), OptionalDouble.of(500), OptionalInt.empty(), 0);
        run = new CertifyRun(load, seconds, folder, listener, 0);
        try (Lsl lsl = new PureJavaLsl(LslSettings.loopbackOnly())) {
            run.run(lsl);
        }
        return Findings.of(
                run,
                load,
                new CertifyLimits(Map.of(), load.horizonMs()),
                "certify",
                "now",
                "off",
                Optional.empty(),
                MachineDescription.read());
    }

    @Test
    void measuresBothKindsOfPulseAndLeavesNothingBehind() throws Exception {
        Certification found = certified(3);
        assertThat(found.stages())
                .extracting(LatencyStage::key)
                .contains("stampToDecision", "plannedToActual", "arrivalToDevice", "gateToDeviceReturn");
        LatencyStage age = found.stages().get(2);
        assertThat(age.n()).isGreaterThan(500);
        assertThat(java.util.Arrays.stream(age.bins()).sum()).isEqualTo(age.n());
        assertThat(found.timeline()).isNotEmpty();
        assertThat(found.limits()).hasSize(CertifyLimit.values().length);
        assertThat(found.load()).containsKey("amplifier");
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void anOperatorsStopEndsItWithWhatThereIs() throws Exception {
        stopsAtOnce = true;
        Certification found = certified(1000);
        assertThat(found.met()).isFalse();
        assertThat(found.verdict()).startsWith("ended by the operator; so far: ");
        assertThat(found.notes()).anyMatch(note -> note.startsWith("Ended by the operator"));
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left).isEmpty();
        }
    }
}
