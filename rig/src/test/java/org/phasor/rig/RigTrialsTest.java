package org.phasor.rig;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.phasor.trigger.AfterWait;
import org.phasor.trigger.AmplitudeWindow;
import org.phasor.trigger.ConditionKind;
import org.phasor.trigger.PhaseCondition;
import org.phasor.trigger.PhaseTargetSettings;
import org.phasor.trigger.TrialPlan;

/** Conditions, factors and stages as a rig file says them. */
@Timeout(20)
class RigTrialsTest {

    private static final String SIGNALS = """
            format = 1
            [[dsp.signal]]
            name = "mu"
            channel = "C3"
            band-hz = [8.0, 13.0]
            [[dsp.signal]]
            name = "beta"
            channel = "C3"
            band-hz = [15.0, 25.0]
            """;

    private static final String WHOLE = SIGNALS + """
            [trigger]
            min-interval-ms = 2000
            max-interval-ms = 2500
            virtual-fraction = 0.1
            max-wait-s = 15
            after-wait = "skip"
            amplitude-hysteresis = 0.9
            [[trigger.condition]]
            name = "trough"
            phase-deg = 180
            tolerance-deg = 10
            per-block = 2
            also = [{ signal = "beta", phase-deg = -90, tolerance-deg = 60 },
                    { signal = "beta", amplitude-percentile = [0, 50] }]
            [[trigger.condition]]
            name = "random"
            kind = "random-phase"
            signal = "beta"
            [[trigger.condition]]
            name = "any"
            kind = "no-phase"
            sham = true
            [trigger.cross]
            amplitude-uv = [[2, 5], [5, 20]]
            intensity-percent-rmt = [90, 110]
            [[trigger.stage]]
            name = "practice"
            trials = 3
            conditions = ["any"]
            [[trigger.stage]]
            name = "rest"
            rest-s = 60
            [[trigger.stage]]
            name = "main"
            blocks = 10
            """;

    private static PhaseTargetSettings settings(String text, String... sets) throws RigFileException {
        return RigTrials.settings(RigFile.parse("t.toml", text, List.of(sets)).settings());
    }

    private static List<String> faultsOf(String text, String... sets) {
        RigFileException e =
                catchThrowableOfType(RigFileException.class, () -> RigFile.parse("t.toml", text, List.of(sets)));
        return e == null
                ? List.of()
                : e.faults().stream().map(RigFault::toString).toList();
    }

    private static List<String> notesOf(String text) throws RigFileException {
        return RigBinding.bind(RigFile.parse("t.toml", text, List.of()), LiveRigText.stream(1000))
                .notes();
    }

    @Test
    void readsAWholeDesign() throws Exception {
        PhaseTargetSettings settings = settings(WHOLE);
        assertThat(settings.minIntervalNanos()).isEqualTo(2_000_000_000L);
        assertThat(settings.jitterNanos()).isEqualTo(500_000_000L);
        assertThat(settings.amplitudePast().hysteresis()).isEqualTo(0.9);
        PhaseCondition trough = settings.conditions().get(0);
        assertThat(trough.targetPhaseRad()).isEqualTo(Math.PI);
        assertThat(trough.toleranceRad()).isEqualTo(OptionalDouble.of(Math.toRadians(10)));
        assertThat(trough.perBlock()).isEqualTo(2);
        assertThat(trough.also()).hasSize(2);
        assertThat(trough.also().get(0).signal()).isEqualTo(1);
        assertThat(trough.also().get(0).phaseRad()).hasValue(-Math.PI / 2);
        assertThat(trough.also().get(1).amplitude()).contains(AmplitudeWindow.percentiles(0, 50));
        assertThat(settings.conditions().get(1).kind()).isEqualTo(ConditionKind.RANDOM_PHASE);
        assertThat(settings.conditions().get(1).signal()).isEqualTo(1);
        assertThat(settings.conditions().get(2).kind()).isEqualTo(ConditionKind.NO_PHASE);
        assertThat(settings.conditions().get(2).sham()).isTrue();
        assertThat(settings.design().amplitudes())
                .containsExactly(AmplitudeWindow.microvolts(2, 5), AmplitudeWindow.microvolts(5, 20));
        assertThat(settings.design().intensitiesPercentRmt()).containsExactly(90.0, 110.0);
        assertThat(settings.design().virtualFraction()).isEqualTo(0.1);
        assertThat(settings.design().maxWaitNanos()).hasValue(15_000_000_000L);
        assertThat(settings.design().afterWait()).isEqualTo(AfterWait.SKIP);
        assertThat(settings.design().stages()).hasSize(3);
        assertThat(settings.design().stages().get(0).conditions()).containsExactly(2);
        assertThat(settings.design().stages().get(1).restNanos()).isEqualTo(60_000_000_000L);
        assertThat(settings.design().stages().get(2).trials())
                .as("10 blocks of 4 places times 4 combinations")
                .isEqualTo(160);
        assertThat(new TrialPlan(settings).trials()).hasValue(163);
    }

    @Test
    void readsTheKeysOfOneConditionAsEver() throws Exception {
        String one = SIGNALS + """
                [trigger]
                phase-deg = 270
                min-interval-ms = 1000
                jitter-ms = 300
                amplitude-percentile = 20
                amplitude-percentile-max = 80
                blocks = 7
                """;
        PhaseTargetSettings settings = settings(one);
        assertThat(settings.conditions()).hasSize(1);
        assertThat(Math.toDegrees(settings.conditions().get(0).targetPhaseRad()))
                .isEqualTo(-90);
        assertThat(settings.jitterNanos()).isEqualTo(300_000_000L);
        assertThat(settings.amplitude()).contains(AmplitudeWindow.percentiles(20, 80));
        assertThat(settings.design().trials()).hasValue(7);
        assertThat(faultsOf(one, "trigger.amplitude-percentile=[30, 60]"))
                .singleElement()
                .asString()
                .contains("amplitude-percentile = [30, 60]: must be a lower bound, or [low, high] without a -max");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "trigger.after-wait=never | trigger.after-wait = \"never\": must be \"later\", \"skip\", \"fire\", \"end\"",
                "trigger.max-wait-s=0 | trigger.max-wait-s = 0: must be 0.1 to 3600",
                "trigger.virtual-fraction=1 | trigger.virtual-fraction = 1: must be 0 to 0.9",
                "trigger.trials=5 | trigger.trials = 5: is given beside [[trigger.stage]]",
                "trigger.jitter-ms=5 | trigger.max-interval-ms = 2500: is given beside jitter-ms",
                "trigger.max-interval-ms=1999 | trigger.max-interval-ms = 1999: must be >= min-interval-ms = 2000",
                "trigger.phase-deg=5 | trigger.phase-deg = 5: is given beside [[trigger.condition]]",
                "trigger.amplitude-percentile=5 | is given beside the windows of [trigger.cross]",
                "trigger.condition.random.phase-deg=5 | trigger.condition.phase-deg = 5: is only for kind = \"phase\"",
                "trigger.condition.any.tolerance-deg=5 | tolerance-deg = 5: is only for kind = \"phase\" and",
                "trigger.condition.any.kind=some | must be \"phase\", \"random-phase\", \"no-phase\"",
                "trigger.condition.any.per-block=0 | per-block = 0: must be 1 to 1000, a whole number",
                "trigger.condition.any.sham=5 | trigger.condition.sham = 5: must be true or false",
                "trigger.condition.any.amplitude-uv=[1, 2] | 'any' has an amplitude of its own beside the windows",
                "trigger.condition.any.also=5 | trigger.condition.also = 5: must be tables [[trigger.condition.also]]",
                "trigger.cross.amplitude-uv=[5, 20] | trigger.cross.amplitude-uv = [5, 20]: must be 1 to 16 different",
                "trigger.cross.amplitude-uv=[[5, 2]] | trigger.cross.amplitude-uv",
                "trigger.cross.amplitude-percentile=[[0, 50]] | amplitude-uv = [[2, 5], [5, 20]]: is given beside",
                "trigger.cross.intensity-percent-rmt=[90, 90] | must be at most 16 numbers, all different",
                "trigger.cross.intensity-percent-rmt=[0] | must be a list of numbers, each 1 to 200",
                "trigger.cross.intensty=[0] | trigger.cross.intensty: is not a known key",
                "trigger.cross.interval-ms=[3000] | max-interval-ms = 2500: is given beside trigger.cross.interval-ms",
                "trigger.stage.main.trials=5 | blocks = 10: is given beside trials: must be one of them",
                "trigger.stage.main.rest-s=5 | rest-s = 5: is given beside trials or blocks: must be one of them",
                "trigger.stage.rest.conditions=any | trigger.stage.conditions = \"any\": is not for a rest",
                "trigger.stage.practice.conditions=eny | 'eny' must be a condition, named once; nearest: any",
                "trigger.stage.main.name=rest | trigger.stage.name = \"rest\": is used twice",
                "trigger.stage.main.blocks=100000 | makes 100000 times 16 trials: must be 1 to 1000000",
            })
    void refusesInOneLineWhatCannotBe(String set, String fault) {
        assertThat(faultsOf(WHOLE, set)).anySatisfy(line -> assertThat(line).contains(fault));
    }

    @Test
    void namesTheNearestKeyOfATableThatIsMistyped() {
        String mistyped = SIGNALS + """
                [trigger]
                phase-deg = 0
                min-interval-ms = 2500
                [[trigger.conditon]]
                name = "x"
                """;
        assertThat(faultsOf(mistyped))
                .singleElement()
                .asString()
                .endsWith("trigger.conditon: is not a known key; nearest: condition");
    }

    @Test
    void saysThatTheInterlockRefusesWhatThePolicyGives() throws Exception {
        String soon = SIGNALS + """
                [trigger]
                phase-deg = 0
                min-interval-ms = 1000
                """;
        assertThat(notesOf(soon))
                .containsExactly(
                        "trigger.min-interval-ms = 1000 is below"
                                + " stimulator.limits.min-onset-interval-ms = 2000: pulses that come sooner are decided and refused");
        assertThat(notesOf(soon.replace("1000", "2000"))).isEmpty();
    }

    @Test
    void saysWhenEverySessionWouldHaveTheSameOrder() throws Exception {
        assertThat(notesOf(WHOLE))
                .containsExactly(
                        "trigger.seed is not given: every session has the order of seed 1; give each one of its own");
        assertThat(notesOf(WHOLE.replace("virtual-fraction = 0.1", "virtual-fraction = 0.1\nseed = 1")))
                .isEmpty();
    }

    @Test
    void saysOnceThatAStageHasTwoLengths() {
        assertThat(faultsOf(WHOLE, "trigger.stage.main.trials=5")).hasSize(1);
        assertThat(faultsOf(WHOLE, "trigger.stage.main.rest-s=5")).hasSize(1);
    }

    @Test
    void refusesDemandsOnOtherSignalsThatAskForNothing() {
        String wrong = WHOLE.replace(", tolerance-deg = 60", "")
                .replace("{ signal = \"beta\", amplitude-percentile = [0, 50] }", "{ signal = \"gamma\" }");
        assertThat(faultsOf(wrong))
                .hasSize(3)
                .anySatisfy(line -> assertThat(line).contains("phase-deg = -90: needs a tolerance-deg"))
                .anySatisfy(line -> assertThat(line).contains("signal = \"gamma\": must be \"mu\", \"beta\""))
                .anySatisfy(line -> assertThat(line).contains("is asked for nothing"));
    }

    @Test
    void refusesIntervalsThatTheInterlockWouldRefuse() {
        String crossed = SIGNALS + """
                [trigger]
                phase-deg = 0
                min-interval-ms = 500
                [trigger.cross]
                interval-ms = [1000, 3000]
                """;
        assertThat(faultsOf(crossed))
                .singleElement()
                .asString()
                .contains("trigger.cross.interval-ms", "stimulator.limits.min-onset-interval-ms = 2000");
        assertThat(faultsOf(crossed, "stimulator.limits.min-onset-interval-ms=900"))
                .isEmpty();
        assertThat(faultsOf(crossed, "trigger.min-interval-ms=1500"))
                .anySatisfy(line -> assertThat(line).contains("must each be >= trigger.min-interval-ms = 1500"));
    }

    @Test
    void refusesCrossedIntensitiesForALiveDevice() {
        assertThat(faultsOf(WHOLE, "stimulator.fire=serial-ttl"))
                .anySatisfy(line -> assertThat(line)
                        .contains("trigger.cross.intensity-percent-rmt", "cannot be set over a trigger line"));
        assertThat(faultsOf(WHOLE, "stimulator.fire=udp")).isEmpty();
    }

    @Test
    void refusesTheKeysOfTrialsForAThreshold() {
        assertThat(faultsOf(SIGNALS + """
                [trigger]
                policy = "threshold"
                level = 3
                min-interval-ms = 500
                trials = 3
                """)).singleElement().asString().contains("trigger.trials: is not a known key");
    }
}
