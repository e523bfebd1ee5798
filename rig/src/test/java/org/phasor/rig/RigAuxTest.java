package org.phasor.rig;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.phasor.acquisition.AuxKind;
import org.phasor.lsl.ChannelFormat;
import org.phasor.lsl.ChannelInfo;
import org.phasor.lsl.StreamInfo;

class RigAuxTest {

    private static final String RIG = """
            format = 1
            [[dsp.signal]]
            name = "mu"
            channel = "C3"
            reference = "average"
            band-hz = [8.0, 13.0]
            [trigger]
            phase-deg = 180
            min-interval-ms = 2000
            """;

    private static final String HAND = "[[acquisition.aux]]\nname = \"hand\"\nclass = \"emg\"\n";

    private static final StreamInfo CAP = stream(1000, "C3", "C4", "EMG1", "EOG1");

    private static StreamInfo stream(double rateHz, String... labels) {
        return StreamInfo.builder("Amp", "EEG")
                .channels(Arrays.stream(labels)
                        .map(label -> new ChannelInfo(label, "microvolts", "EEG"))
                        .toList())
                .format(ChannelFormat.FLOAT32)
                .nominalRateHz(rateHz)
                .build();
    }

    private static RigFile parse(String aux) throws RigFileException {
        return RigFile.parse("mu.toml", RIG + aux, List.of());
    }

    private static List<String> faults(String aux) {
        RigFileException e = catchThrowableOfType(RigFileException.class, () -> parse(aux));
        return e == null
                ? List.of()
                : e.faults().stream().map(RigFault::toString).toList();
    }

    private static RigSettings.Aux only(String aux) throws RigFileException {
        return parse(aux).settings().acquisition().aux().get(0);
    }

    @Test
    void readsATableWithWhatItLeavesOutAtItsDefaults() throws Exception {
        RigSettings.Aux hand = only(HAND + "channels = [\"EMG1\"]\nlimit-uv = 200");
        assertThat(hand.kind()).isEqualTo(AuxKind.EMG);
        assertThat(hand.channels()).containsExactly("EMG1");
        assertThat(hand.stream()).isEmpty();
        assertThat(hand.limitMicrovolts()).hasValue(200);
        assertThat(hand.fromMs()).isEqualTo(-50);
        assertThat(hand.toMs()).isEqualTo(-5);
        RigSettings.Aux eyes = only(HAND.replace("emg", "eog") + "channel = \"EOG1\"");
        assertThat(eyes.channels()).containsExactly("EOG1");
        assertThat(eyes.fromMs()).isEqualTo(-200);
        assertThat(eyes.toMs()).isZero();
        assertThat(eyes.limitMicrovolts()).isEmpty();
        RigSettings.Aux back = only(HAND.replace("emg", "trigger") + "stream = \"type='Trigger'\"");
        assertThat(back.stream()).hasValue("type='Trigger'");
        assertThat(back.channels()).isEmpty();
        assertThat(back.level()).isEqualTo(0.5);
    }

    @Test
    void saysEveryFaultOnceWithItsPlaceKeyAndBound() {
        assertThat(faults("""
                        [[acquisition.aux]]
                        class = "emq"
                        channels = ["EMG1", "emg1"]
                        limit-uv = 0
                        window-ms = [-50, 5]
                        limituv = 3
                        [[acquisition.aux]]
                        name = "back"
                        class = "trigger"
                        limit-uv = 100
                        """))
                .containsExactlyInAnyOrder(
                        "mu.toml:10: acquisition.aux.name: is missing: must be a name for the channels",
                        "mu.toml:11: acquisition.aux.class = \"emq\": must be \"emg\", \"eog\", \"trigger\", \"other\";"
                                + " nearest: emg",
                        "mu.toml:12: acquisition.aux.channels = [EMG1, emg1]: must be labels, each once and none of them"
                                + " blank",
                        "mu.toml:13: acquisition.aux.limit-uv = 0: must be > 0",
                        "mu.toml:14: acquisition.aux.window-ms = [-50, 5]: must be [from, to] in ms from the pulse, -2000"
                                + " <= from < to <= 0",
                        "mu.toml:15: acquisition.aux.limituv: is not a known key; nearest: limit-uv",
                        "mu.toml:16: acquisition.aux.channels: is missing: must be labels of channels, unless a stream is"
                                + " named",
                        "mu.toml:19: acquisition.aux.limit-uv = 100: is only for class = \"emg\" or \"eog\"");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "window-ms = [-2001, -5]|must be [from, to]",
                "window-ms = [-5, -50]|must be [from, to]",
                "window-ms = [-5, -5]|must be [from, to]",
                "window-ms = [-50]|must be [from, to]",
                "window-ms = -50|must be [from, to]",
                "window-ms = [nan, -5]|must be [from, to]",
                "window-ms = [-50, -5]|needs limit-uv",
                "limit-uv = inf|must be > 0",
                "limit-uv = -1|must be > 0",
                "level = 2|is only for class = \"trigger\"",
                "channel = \"EMG1\"|is given beside channels",
                "stream = \"\"|must be a text",
                "stream = 3|must be a text"
            })
    void refusesWhatMakesNoSense(String line, String expected) {
        assertThat(faults(HAND + "channels = [\"EMG1\"]\n" + line))
                .hasSize(1)
                .first()
                .asString()
                .contains("mu.toml:14: ", expected);
    }

    @Test
    void aLimitIsForTheStreamOfTheEegAlone() {
        assertThat(faults(HAND + "stream = \"type='EMG'\"\nlimit-uv = 50"))
                .containsExactly(
                        "mu.toml:14: acquisition.aux.limit-uv = 50: is only for channels of the EEG's own stream:"
                                + " without stream");
    }

    @Test
    void aLimitIsForThePhasePolicyAlone() {
        RigFileException e = catchThrowableOfType(
                RigFileException.class,
                () -> RigFile.parse(
                        "mu.toml",
                        RIG.replace("phase-deg = 180", "policy = \"threshold\"\nlevel = 3") + HAND
                                + "channels = [\"EMG1\"]\nlimit-uv = 50",
                        List.of()));
        assertThat(e.faults())
                .singleElement()
                .asString()
                .isEqualTo("mu.toml:15: acquisition.aux.limit-uv = 50: is only for trigger.policy = \"phase\"");
    }

    @Test
    void namesAreUniqueAndTablesFew() {
        String one = HAND + "channels = [\"EMG1\"]\n";
        assertThat(faults(one + one)).containsExactly("mu.toml:15: acquisition.aux.name = \"hand\": is used twice");
        StringBuilder many = new StringBuilder();
        for (int i = 0; i < 17; i++) {
            many.append(one.replace("hand", "hand" + i));
        }
        assertThat(faults(many.toString())).singleElement().asString().contains("must be at most 16 tables");
        assertThat(faults("[acquisition.aux]\nname = \"x\""))
                .singleElement()
                .asString()
                .contains("[[acquisition.aux]]");
    }

    @Test
    void findsItsChannelsAndTheirUnits() throws Exception {
        RigFile file = parse(HAND + "channels = [\"eog1\", \"EMG1\"]\nlimit-uv = 200");
        RigBinding rig = RigBinding.bind(file, CAP);
        RigSettings.Aux hand = rig.settings().acquisition().aux().get(0);
        assertThat(rig.auxChannels(hand)).containsExactly(3, 2);
        assertThat(rig.auxGates()).hasSize(1);
        assertThat(rig.auxGates().get(0)).isNotSameAs(rig.auxGates().get(0));
    }

    @Test
    void aLabelThatIsNotThereNamesTheNearest() {
        assertThatThrownBy(() -> RigBinding.bind(parse(HAND + "channels = [\"EMG2\", \"C3\"]"), CAP))
                .isInstanceOf(RigFileException.class)
                .hasMessageContaining("mu.toml:13: acquisition.aux.channels: channel 'EMG2' is not in stream 'Amp'")
                .hasMessageContaining("nearest: EMG1");
    }

    @Test
    void aWindowMustHoldTwoSamples() throws Exception {
        RigFile file = parse(HAND + "channels = [\"EMG1\"]\nlimit-uv = 200\nwindow-ms = [-6, -5]");
        assertThatThrownBy(() -> RigBinding.bind(file, CAP))
                .hasMessageContaining(
                        "acquisition.aux.window-ms = [-6.0, -5.0]: must hold at least 2 samples at 1000.0 Hz");
    }

    @Test
    void areNoEegForTheAverageUnlessTheyAreOther() throws Exception {
        RigFile file = parse(HAND + "channels = [\"EMG1\"]\n"
                + HAND.replace("hand", "x").replace("emg", "other") + "channels = [\"EOG1\"]");
        assertThat(file.settings().signals().get(0).conditioning().notEeg()).containsExactly("EMG1");
        RigFile all = parse(HAND + "channels = [\"C4\", \"EMG1\", \"EOG1\"]");
        assertThatThrownBy(() -> RigBinding.bind(all, CAP)).hasMessageContaining("has 1 EEG channels: must be >= 2");
    }

    @Test
    void withoutTablesThereIsNothing() throws Exception {
        RigBinding rig = RigBinding.bind(parse(""), CAP);
        assertThat(rig.auxGates()).isEmpty();
        assertThat(rig.settings().signals().get(0).conditioning().notEeg()).isEmpty();
    }
}
