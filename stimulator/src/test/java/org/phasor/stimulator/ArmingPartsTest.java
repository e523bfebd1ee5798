package org.phasor.stimulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.phasor.stimulator.Bench.SECOND;

import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.phasor.stimulator.ArmingChecklist.Item;

/** The checklist, the person's presence and the ledger's grants. */
@Timeout(20)
class ArmingPartsTest {

    private static ArmingChecklist checklist(String initials, String second, Set<Item> confirmed) {
        return new ArmingChecklist(initials, second, confirmed, Set.of(), "");
    }

    private static final Set<Item> ALL = EnumSet.allOf(Item.class);

    @Test
    void takesAChecklistWithEveryAnswerYes() {
        ArmingChecklist whole = new ArmingChecklist("Ä.1-bcde", "X", ALL, Set.of("min-pulse-gap-ms"), "was a mistake");
        assertThat(whole.confirmed()).isEqualTo(ALL);
        assertThat(whole.overrides()).containsExactly("min-pulse-gap-ms");
    }

    @Test
    void namesEachQuestionThatWasNotAnsweredYes() {
        for (Item item : Item.values()) {
            assertThat(item.question()).hasSizeGreaterThan(20);
            assertThatThrownBy(() -> checklist("AB", "CD", EnumSet.complementOf(EnumSet.of(item))))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("not confirmed: " + item.question());
        }
        assertThatThrownBy(() -> checklist("AB", "CD", Set.of())).hasMessageContaining("; ");
    }

    @Test
    void needsTwoPersons() {
        for (String bad : new String[] {"", " ", "a b", "123456789", null}) {
            assertThatThrownBy(() -> checklist(bad, "CD", ALL))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("initials = \"" + bad + "\": must be 1 to 8 letters, digits, dots or dashes");
            assertThatThrownBy(() -> checklist("CD", bad, ALL))
                    .hasMessageStartingWith("second person's initials = \"" + bad + "\"");
        }
        assertThatThrownBy(() -> checklist("ab", "AB", ALL)).hasMessageContaining("must be another person's");
    }

    @Test
    void needsAResetReasonIfOnlyAnEmptyOne() {
        assertThatThrownBy(() -> new ArmingChecklist("AB", "CD", ALL, Set.of(), null))
                .isInstanceOf(NullPointerException.class);
    }

    @Test
    void countsNobodyAsThereBeforeTheFirstConfirmation() {
        OperatorPresence presence = new OperatorPresence();
        assertThat(presence.confirmedWithin(0, SECOND)).isFalse();
        assertThat(presence.sinceConfirmedNanos(0)).isEqualTo(Long.MAX_VALUE);
        assertThat(presence.screenFrozenFor(100 * SECOND, SECOND)).isFalse();
    }

    @Test
    void countsAPersonAsThereForAsLongAsSaidWhicheverWayTheClockJumps() {
        OperatorPresence presence = new OperatorPresence();
        presence.confirm(5 * SECOND);
        assertThat(presence.confirmedWithin(6 * SECOND, SECOND)).isTrue();
        assertThat(presence.confirmedWithin(6 * SECOND + 1, SECOND)).isFalse();
        assertThat(presence.confirmedWithin(4 * SECOND, SECOND)).isTrue();
        assertThat(presence.confirmedWithin(4 * SECOND - 1, SECOND)).isFalse();
        assertThat(presence.sinceConfirmedNanos(7 * SECOND)).isEqualTo(2 * SECOND);
    }

    @Test
    void countsAScreenAsFrozenWhicheverWayTheClockJumps() {
        OperatorPresence presence = new OperatorPresence();
        presence.screenAlive(5 * SECOND);
        assertThat(presence.screenFrozenFor(7 * SECOND, 2 * SECOND)).isFalse();
        assertThat(presence.screenFrozenFor(7 * SECOND + 1, 2 * SECOND)).isTrue();
        assertThat(presence.screenFrozenFor(3 * SECOND, 2 * SECOND)).isFalse();
        assertThat(presence.screenFrozenFor(3 * SECOND - 1, 2 * SECOND)).isTrue();
        presence.screenGone();
        assertThat(presence.screenFrozenFor(70 * SECOND, 2 * SECOND)).isFalse();
    }

    @Test
    void grantsMoreAndNeverLess() {
        DoseAllowance dose = new DoseAllowance();
        assertThat(dose.granted()).isZero();
        assertThat(dose.beyond()).isEqualTo(Outcome.VETOED_NOT_RESERVED);
        dose.grant(5);
        dose.grant(5);
        assertThat(dose.granted()).isEqualTo(5);
        assertThatThrownBy(() -> dose.grant(4)).hasMessage("granted = 4: must be >= 5");
        assertThat(dose.granted()).isEqualTo(5);
        assertThat(DoseAllowance.unlimited().granted()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void isExhaustedByADayOrAWeekOnly() {
        DoseAllowance dose = new DoseAllowance();
        for (Outcome outcome : Outcome.values()) {
            if (outcome == Outcome.VETOED_DAY_LIMIT || outcome == Outcome.VETOED_WEEK_LIMIT) {
                dose.exhaustedBy(outcome);
                assertThat(dose.beyond()).isEqualTo(outcome);
            } else {
                assertThatThrownBy(() -> dose.exhaustedBy(outcome))
                        .hasMessage(outcome + ": must be VETOED_DAY_LIMIT or VETOED_WEEK_LIMIT");
            }
        }
    }

    @Test
    void tellsTheDeviceOnceThatItIsArmed() {
        Bench bench = new Bench(Limits.WIDE);
        bench.interlock.check();
        assertThat(bench.device.armed).isZero();
        bench.interlock.arm();
        assertThat(bench.device.armed).isOne();
    }

    @Test
    void takesNoCodeForABenchDevice() {
        Bench bench = new Bench(Limits.WIDE);
        bench.interlock.check();
        assertThatThrownBy(() -> bench.interlock.typeCode("0000")).hasMessage("arm: 'fake' is no live device");
    }

    @Test
    void standsStillOnlyWhileItIsArmedAndDoesNotTurn() {
        long stallNanos = 300 * Bench.MILLI;
        Bench bench = new Bench(Limits.WIDE.with(Limit.MAX_STALL, stallNanos));
        bench.interlock.poll();
        bench.pass(stallNanos + 1);
        assertThat(bench.interlock.stalled()).as("SAFE").isFalse();
        bench.interlock.poll();
        bench.run();
        bench.pass(stallNanos);
        assertThat(bench.interlock.stalled()).isFalse();
        bench.pass(1);
        assertThat(bench.interlock.stalled()).isTrue();
        bench.interlock.trip(StopReason.OPERATOR, "stop pressed");
        assertThat(bench.interlock.stalled()).as("STOPPED").isFalse();
    }

    @Test
    void opensNoLiveDeviceWithTheLimitsOfABenchDevice() {
        StimulatorSettings settings =
                StimulatorSettings.serial(new SerialTtlSettings("/dev/none", 115_200, 1, 0, 5 * Bench.MILLI));
        assertThatThrownBy(() -> Interlock.open(settings, SafetyLimits.BENCH_DEFAULTS, () -> 0, new Bench.Sink(), null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("'serial-ttl' is a live device: ");
    }

    @Test
    void takesTheLongestTextOfAnOverride() {
        String longest = "x".repeat(500);
        assertThat(new LimitOverride("train", longest, "b", "c").signedBy()).isEqualTo(longest);
        assertThatThrownBy(() -> new LimitOverride("train", longest + "x", "b", "c"))
                .hasMessage("signedBy = \"...\": must be one line of at most 500 characters");
    }
}
