package org.phasor.rig;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.List;
import org.phasor.rig.control.ControlTarget;
import org.phasor.stimulator.ArmingChecklist;
import org.phasor.stimulator.Delivery;
import org.phasor.stimulator.DeliverySink;
import org.phasor.stimulator.DoseAllowance;
import org.phasor.stimulator.Intensity;
import org.phasor.stimulator.Interlock;
import org.phasor.stimulator.InterlockListener;
import org.phasor.stimulator.InterlockState;
import org.phasor.stimulator.Limit;
import org.phasor.stimulator.LimitOverride;
import org.phasor.stimulator.LiveDeclaration;
import org.phasor.stimulator.LiveFault;
import org.phasor.stimulator.LiveRules;
import org.phasor.stimulator.Outcome;
import org.phasor.stimulator.PulsePattern;
import org.phasor.stimulator.SafetyLimits;
import org.phasor.stimulator.SerialTtlSettings;
import org.phasor.stimulator.StimulatorSettings;
import org.phasor.stimulator.Stop;
import org.phasor.stimulator.StopReason;
import org.phasor.stimulator.TrainTable;
import org.phasor.stimulator.TrainVerdict;
import org.phasor.stimulator.UdpPulses;

/** Holds the shape of docs/architecture.md: what Maven cannot, because its dependencies are transitive. */
@AnalyzeClasses(
        packages = "org.phasor",
        importOptions = {ImportOption.DoNotIncludeTests.class, ArchitectureTest.NoTestJars.class})
class ArchitectureTest {

    /** What modules lend each other for their tests. */
    static final class NoTestJars implements ImportOption {
        @Override
        public boolean includes(Location location) {
            return !location.contains("-tests.jar");
        }
    }

    @ArchTest
    static final ArchRule modulesKnowOnlyWhatLiesUpstream = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("lsl")
            .definedBy("org.phasor.lsl..")
            .layer("acquisition")
            .definedBy("org.phasor.acquisition..")
            .layer("dsp")
            .definedBy("org.phasor.dsp..")
            .layer("trigger")
            .definedBy("org.phasor.trigger..")
            .layer("stimulator")
            .definedBy("org.phasor.stimulator..")
            .layer("recordings")
            .definedBy("org.phasor.recordings..")
            .layer("rig")
            .definedBy("org.phasor.rig..")
            .whereLayer("rig")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("recordings")
            .mayOnlyBeAccessedByLayers("rig")
            .whereLayer("stimulator")
            .mayOnlyBeAccessedByLayers("recordings", "rig")
            .whereLayer("trigger")
            .mayOnlyBeAccessedByLayers("stimulator", "recordings", "rig")
            .whereLayer("dsp")
            .mayOnlyBeAccessedByLayers("trigger", "stimulator", "recordings", "rig")
            .whereLayer("acquisition")
            .mayOnlyBeAccessedByLayers("dsp", "trigger", "stimulator", "recordings", "rig");

    /** Accesses, not calls: {@code interlock::poll} handed to somebody else is no call. */
    private static DescribedPredicate<JavaAccess<?>> usesOfInterlock(String... methods) {
        return DescribedPredicate.describe(
                "uses of Interlock." + String.join(", ", methods),
                access -> access.getTargetOwner().isEquivalentTo(Interlock.class)
                        && List.of(methods).contains(access.getTarget().getName()));
    }

    @ArchTest
    static final ArchRule onlyTheLoopDrivesTheInterlock = noClasses()
            .that()
            .doNotHaveFullyQualifiedName("org.phasor.rig.LoopThread")
            .and()
            .doNotHaveFullyQualifiedName("org.phasor.rig.LoopTurn")
            .and()
            .resideOutsideOfPackage("org.phasor.stimulator..")
            .should()
            .accessTargetWhere(usesOfInterlock("schedule", "poll", "arm", "start", "resume"));

    @ArchTest
    static final ArchRule onlyASessionOpensADevice = noClasses()
            .that()
            .doNotHaveFullyQualifiedName("org.phasor.rig.Session")
            .and()
            .resideOutsideOfPackage("org.phasor.stimulator..")
            .should()
            .accessTargetWhere(usesOfInterlock("open", "virtual"));

    private static final String PERSON = "org.phasor.rig.command.RunControls";

    /** What only a person may do comes from where a person is: the console and the window. */
    @ArchTest
    static final ArchRule onlyAPersonArmsALiveDevice = noClasses()
            .that()
            .doNotHaveFullyQualifiedName(PERSON)
            .and()
            .doNotHaveFullyQualifiedName("org.phasor.rig.SessionSafety")
            .and()
            .doNotHaveFullyQualifiedName("org.phasor.rig.SessionDesk")
            .and()
            .resideOutsideOfPackage("org.phasor.stimulator..")
            .should()
            .accessTargetWhere(usesOfInterlock("beginArming", "typeCode", "confirm"))
            .orShould()
            .accessTargetWhere(DescribedPredicate.describe(
                    "uses of SessionDesk.beginArming, typeCode or resume",
                    access -> access.getTargetOwner().isEquivalentTo(SessionDesk.class)
                            && List.of("beginArming", "typeCode", "resume")
                                    .contains(access.getTarget().getName())));

    @ArchTest
    static final ArchRule noProgramResetsAStop = noClasses()
            .that()
            .resideOutsideOfPackage("org.phasor.stimulator..")
            .should()
            .accessTargetWhere(usesOfInterlock("reset"));

    /** Named one by one: a device, the gate or a table of devices is seen by nobody outside. */
    @ArchTest
    static final ArchRule noDeviceIsPublic = classes()
            .that()
            .resideInAPackage("org.phasor.stimulator..")
            .and()
            .haveSimpleNameNotEndingWith("package-info")
            .and()
            .areTopLevelClasses()
            .and()
            .doNotBelongToAnyOf(
                    ArmingChecklist.class,
                    Interlock.class,
                    InterlockListener.class,
                    Delivery.class,
                    DeliverySink.class,
                    DoseAllowance.class,
                    InterlockState.class,
                    Intensity.class,
                    Limit.class,
                    LimitOverride.class,
                    LiveDeclaration.class,
                    LiveFault.class,
                    LiveRules.class,
                    Outcome.class,
                    PulsePattern.class,
                    SafetyLimits.class,
                    SerialTtlSettings.class,
                    StimulatorSettings.class,
                    Stop.class,
                    StopReason.class,
                    TrainTable.class,
                    TrainVerdict.class,
                    // It receives pulses and gives none.
                    UdpPulses.class)
            .should()
            .notBePublic();

    /** Whoever could put a class into the package could call a device: only the module does. */
    @ArchTest
    static final ArchRule onlyTheStimulatorModuleIsInItsPackage = classes()
            .that()
            .resideInAPackage("org.phasor.stimulator..")
            .should(new ArchCondition<>("come from the module stimulator") {
                @Override
                public void check(JavaClass type, ConditionEvents events) {
                    String from =
                            type.getSource().map(s -> s.getUri().toString()).orElse("nowhere");
                    boolean good = from.contains("/stimulator/target/") || from.contains("phasor-stimulator");
                    events.add(new SimpleConditionEvent(type, good, type.getName() + " comes from " + from));
                }
            });

    @ArchTest
    static final ArchRule nothingElseReachesOutOfTheMachine = noClasses()
            .that()
            .resideOutsideOfPackages("org.phasor.stimulator..", "org.phasor.lsl..", "org.phasor.rig.control")
            .should()
            .dependOnClassesThat()
            .haveNameMatching("java\\.(net\\..*Socket.*|nio\\.channels\\.(.*Socket.*|Datagram.*))")
            .orShould()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.lang.ProcessBuilder");

    /** It can name neither a session nor the interlock: what it offers is what {@code ControlTarget} says. */
    @ArchTest
    static final ArchRule theControlSocketKnowsNothingOfTheRig = noClasses()
            .that()
            .resideInAPackage("org.phasor.rig.control..")
            .should()
            .dependOnClassesThat(DescribedPredicate.describe(
                    "Phasor's own outside the package",
                    (JavaClass type) -> type.getPackageName().startsWith("org.phasor.")
                            && !type.getPackageName().equals("org.phasor.rig.control")));

    /** What stands behind the socket leaves arming to the supervising thread. */
    @ArchTest
    static final ArchRule whatTheSocketOffersArmsNothing = noClasses()
            .that()
            .implement(ControlTarget.class)
            .should()
            .dependOnClassesThat()
            .areAssignableTo(Interlock.class)
            .orShould()
            .accessTargetWhere(DescribedPredicate.describe(
                    "arming, resuming",
                    (JavaAccess<?> access) -> List.of("arm", "resume", "beginArming", "typeCode", "confirm", "reset")
                            .contains(access.getTarget().getName())));

    @ArchTest
    static final ArchRule onlyTheRigKnowsTheDisruptor = noClasses()
            .that()
            .resideOutsideOfPackage("org.phasor.rig..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("com.lmax..");

    @ArchTest
    static final ArchRule onlyNativeBindingsKnowJna = noClasses()
            .that()
            .resideOutsideOfPackages("org.phasor.lsl.liblsl..", "org.phasor.rig.machine..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("com.sun.jna..");

    @ArchTest
    static final ArchRule onlyTheStimulatorKnowsSerialLines = noClasses()
            .that()
            .resideOutsideOfPackage("org.phasor.stimulator..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("com.fazecast..");

    /** Whoever uses lsl alone has no JNA. */
    @ArchTest
    static final ArchRule ourOwnLslKnowsNoNativeOne = noClasses()
            .that()
            .resideInAPackage("org.phasor.lsl")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.phasor.lsl.liblsl..");

    @ArchTest
    static final ArchRule onlyDspKnowsJTransforms = noClasses()
            .that()
            .resideOutsideOfPackage("org.phasor.dsp..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.jtransforms..");

    @ArchTest
    static final ArchRule onlyTheRigKnowsPicocliAndToml = noClasses()
            .that()
            .resideOutsideOfPackage("org.phasor.rig..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("picocli..", "org.tomlj..", "org.HdrHistogram..");

    @ArchTest
    static final ArchRule nothingUpstreamOfTheScopeKnowsJavaFx =
            noClasses().should().dependOnClassesThat().resideInAPackage("javafx..");

    private static final List<String> NEITHER_CLOCK_NOR_CHANCE = List.of(
            "java.lang.System.nanoTime",
            "java.lang.System.currentTimeMillis",
            "java.lang.System.identityHashCode",
            "java.lang.System.getProperty",
            "java.lang.System.getenv",
            "java.lang.Math.random",
            "org.phasor.lsl.LslClock.seconds");

    @ArchTest
    static final ArchRule decisionsReadNoClock = noClasses()
            .that()
            .resideInAnyPackage("org.phasor.dsp..", "org.phasor.trigger..")
            .or()
            .haveFullyQualifiedName("org.phasor.rig.FrameStep")
            .or()
            .haveNameMatching(
                    "org\\.phasor\\.acquisition\\.(SampleClock|StampLine|FormerLine|OneSidedRun|TimeTrust|RecentMean|StreamBreaks|SplitMix64)")
            .or()
            .haveFullyQualifiedName("org.phasor.acquisition.SyntheticSignal")
            .should()
            .accessTargetWhere(DescribedPredicate.describe(
                    "clocks and chance",
                    (JavaAccess<?> access) -> NEITHER_CLOCK_NOR_CHANCE.contains(access.getTargetOwner()
                                    .getName() + "." + access.getTarget().getName())))
            .orShould()
            .dependOnClassesThat()
            .haveNameMatching("java\\.util\\.(.*Random.*|UUID)|java\\.security\\..*|java\\.time\\..*")
            .orShould()
            .dependOnClassesThat()
            .haveFullyQualifiedName("org.phasor.acquisition.RigClock");

    private static final String LOOP = "org\\.phasor\\.(trigger\\..*"
            + "|rig\\.(LoopThread|FrameStep|LoopWaiting)"
            + "|stimulator\\.(Gate|GateRules|PulseBook|PendingPulse|StateMachine|StreamTrust|LoopWatch|DeviceTimedPattern|OperatorPresence|DoseAllowance))";

    @ArchTest
    static final ArchRule theLoopNeitherLogsNorStreams = noClasses()
            .that()
            .haveNameMatching(LOOP)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.util.logging..", "org.slf4j..", "java.util.stream..", "java.io..", "java.nio..");

    @ArchTest
    static final ArchRule theLoopTakesNoLock = noClasses()
            .that()
            .haveNameMatching(LOOP)
            .and()
            .doNotHaveFullyQualifiedName("org.phasor.rig.LoopWaiting")
            .should()
            .dependOnClassesThat()
            .haveNameMatching("java\\.util\\.concurrent\\.(locks\\..*|.*Blocking.*|.*Latch|Semaphore|Exchanger)");

    @ArchTest
    static final ArchRule theLoopIsNotSynchronized = noMethods()
            .that()
            .areDeclaredInClassesThat()
            .haveNameMatching(LOOP)
            .should()
            .haveModifier(JavaModifier.SYNCHRONIZED);

    @ArchTest
    static final ArchRule namesExplainThemselves =
            noClasses().should().haveNameMatching(".*(Impl|Util|Utils|Manager|Helper|Common)");
}
