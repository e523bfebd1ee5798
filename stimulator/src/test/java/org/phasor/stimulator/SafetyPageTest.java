package org.phasor.stimulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** docs/safety.md says what the code does: its tables are made here, from the code, and compared. */
@Timeout(30)
class SafetyPageTest {

    private static final Path PAGE = Path.of("../docs/safety.md");

    /**
     * A line of the table of rules.
     *
     * @param limit null where a rule has no limit in a rig file; then bench, floor, utmost and source say it
     * @param ends names of outcomes and of reasons to stop
     * @param where classes, or modules
     */
    private record Row(
            String rule,
            String what,
            Limit limit,
            List<Enum<?>> ends,
            List<String> where,
            String bench,
            String floor,
            String utmost,
            String source) {}

    private static Row row(Limit limit, String what, List<Enum<?>> ends, String... where) {
        String sign = limit.side() == Limit.Side.AT_LEAST ? "≥ " : "≤ ";
        return new Row(
                limit.rule(),
                what,
                limit,
                ends,
                List.of(where),
                number(limit.benchDefault()) + ' ' + limit.unit().symbol(),
                sign + number(limit.floor()),
                sign + number(limit.liveUtmost()),
                limit.source());
    }

    private static Row row(String rule, String what, List<Enum<?>> ends, String... where) {
        return new Row(rule, what, null, ends, List.of(where), "", "", "", "");
    }

    private static Row row(
            String rule, String what, List<Enum<?>> ends, String where, String bench, String floor, String utmost) {
        return new Row(
                rule,
                what,
                null,
                ends,
                List.of(where.split(" ")),
                bench,
                floor,
                utmost,
                "inside".equals(floor) ? "below" : "our figure");
    }

    private static String number(double value) {
        return Long.toString((long) value);
    }

    private static final List<Row> RULES = List.of(
            row(Limit.MIN_ONSET_INTERVAL, "from onset to onset", List.of(Outcome.VETOED_TOO_SOON), "GateRules"),
            row(Limit.MAX_PULSES_PER_MINUTE, "in any 60 s", List.of(Outcome.VETOED_MINUTE_LIMIT), "PulseBook"),
            row(
                    Limit.MAX_PULSES_PER_SESSION,
                    "since the interlock was opened",
                    List.of(Outcome.VETOED_SESSION_LIMIT, StopReason.SESSION_LIMIT),
                    "GateRules"),
            row(
                    Limit.MAX_PULSES_PER_DAY,
                    "of the subject",
                    List.of(Outcome.VETOED_DAY_LIMIT, StopReason.DOSE_LIMIT),
                    "DoseAllowance",
                    "recordings"),
            row(
                    Limit.MAX_PULSES_PER_WEEK,
                    "of the subject",
                    List.of(Outcome.VETOED_WEEK_LIMIT, StopReason.DOSE_LIMIT),
                    "DoseAllowance",
                    "recordings"),
            row(
                    "S3",
                    "live: a pulse is on disk in the ledger before it is given",
                    List.of(Outcome.VETOED_NOT_RESERVED, StopReason.LEDGER_FAILED),
                    "DoseAllowance",
                    "recordings"),
            row(Limit.MAX_PULSES_PER_PATTERN, "judged before the onset", List.of(Outcome.VETOED_PATTERN), "GateRules"),
            row(Limit.MIN_PULSE_GAP, "between any two pulses", List.of(Outcome.VETOED_PULSE_GAP), "GateRules"),
            row(
                    "S4",
                    "live: trains against a published table",
                    List.of(),
                    "LiveRules TrainTable",
                    "",
                    "inside",
                    "signed"),
            row(
                    "S5",
                    "live: intensity, declared; its threshold is of today; ≤ 100 % MSO",
                    List.of(),
                    "LiveRules Intensity",
                    "",
                    "≤ " + number(Intensity.FLOOR_PERCENT_RMT) + " % RMT",
                    "≤ " + number(Intensity.UTMOST_PERCENT_RMT) + " % RMT"),
            row(
                    Limit.MAX_AGE,
                    "of the deciding sample, into the future, too",
                    List.of(Outcome.VETOED_STALE),
                    "GateRules"),
            row(
                    Limit.MAX_GAP,
                    "then no pulse for 0.5 s; after the third in 10 s none for 10 s",
                    List.of(Outcome.VETOED_GAP),
                    "StreamTrust"),
            row(
                    "S6",
                    "`acquisition.lost-after-ms` without a sample; a further stream of class `trigger` lost, or as long silent where it is sampled",
                    List.of(StopReason.STREAM_STALLED, StopReason.STREAM_LOST),
                    "Session RigFileReader AuxStreams",
                    "1000 ms",
                    "≤ 500",
                    "≤ 500"),
            row(
                    "S6",
                    "`acquisition.max-lost-samples` of a session",
                    List.of(StopReason.SAMPLES_LOST),
                    "StreamTime",
                    "LoopThread"),
            row(
                    "S7",
                    "no decision on a poor signal; one that breaks before its pulse withdraws it",
                    List.of(Outcome.CANCELLED_SIGNAL),
                    "ArtefactChecks",
                    "PhaseTargetPolicy"),
            row(
                    "S8",
                    "the device is ready and did not fail",
                    List.of(Outcome.VETOED_DEVICE_BUSY, Outcome.DEVICE_FAILED, StopReason.DEVICE_FAULT),
                    "Gate"),
            row(
                    "S9",
                    "a pulse that nobody asked for",
                    List.of(StopReason.UNEXPECTED_PULSE),
                    "Interlock",
                    "ReturnWatch"),
            row("S9", "a pulse that does not come back", List.of(StopReason.RETURN_MISSING), "ReturnWatch"),
            row(
                    "S9",
                    "the loop delay is as it was measured",
                    List.of(StopReason.LOOP_DELAY),
                    "ReturnWatch",
                    "LoopDelayCheck"),
            row(
                    Limit.CONFIRM_EVERY,
                    "live: a person presses a key",
                    List.of(Outcome.VETOED_NO_OPERATOR, StopReason.DEAD_MAN),
                    "OperatorPresence"),
            row(
                    "S10",
                    "live: the window draws",
                    List.of(StopReason.SCREEN_FROZEN),
                    "OperatorPresence",
                    "",
                    "≤ " + LoopWatch.LONGEST_FROZEN_SCREEN_NANOS / 1_000_000_000 + " s",
                    "≤ " + LoopWatch.LONGEST_FROZEN_SCREEN_NANOS / 1_000_000_000 + " s"),
            row(
                    "S11",
                    "stop, from anywhere, latched",
                    List.of(
                            StopReason.OPERATOR,
                            StopReason.END_OF_INPUT,
                            StopReason.CLOSED,
                            Outcome.VETOED_STOPPED,
                            Outcome.CANCELLED_STOPPED),
                    "StateMachine"),
            row(
                    Limit.MAX_STALL,
                    "between two turns of the loop",
                    List.of(StopReason.LOOP_STALLED, StopReason.LOOP_EXCEPTION),
                    "Gate"),
            row(
                    "S12",
                    "live: heartbeat to a process of its own",
                    List.of(StopReason.WATCHDOG),
                    "Watchdog",
                    "",
                    "≤ " + Watchdog.DEADLINE_NANOS / 1_000_000 + " ms",
                    "≤ " + Watchdog.DEADLINE_NANOS / 1_000_000 + " ms"),
            row("S13", "a relay in the trigger line, a stop button", List.of(), "site"),
            row(
                    "S14",
                    "checklist, then a code that is typed",
                    List.of(Outcome.VETOED_NOT_ARMED),
                    "ArmingChecklist",
                    "LiveArming"),
            row(
                    "S15",
                    "never twice, never again, never without a record",
                    List.of(
                            Outcome.VETOED_REPEATED,
                            Outcome.VETOED_PENDING,
                            StopReason.DELIVERIES_NOT_TAKEN,
                            StopReason.RECORDER_FAILED),
                    "Gate"),
            row("S16", "audit log", List.of(StopReason.AUDIT_FAILED), "recordings"),
            row("S17", "adverse event: hold, and a record", List.of(Outcome.VETOED_HOLD), "rig"),
            row(Limit.LATE_TOLERANCE, "never caught up", List.of(Outcome.VETOED_LATE), "GateRules"));

    private static String rules() {
        StringBuilder text = new StringBuilder(
                "| rule | key | what | refused or stopped as | where | bench | live | utmost | source |\n"
                        + "|---|---|---|---|---|---|---|---|---|\n");
        for (Row row : RULES) {
            text.append("| ").append(row.rule());
            text.append(" | ")
                    .append(row.limit() == null ? "" : '`' + row.limit().key() + '`');
            text.append(" | ").append(row.what());
            text.append(" | ")
                    .append(row.ends().stream().map(e -> '`' + e.name() + '`').collect(Collectors.joining(" ")));
            text.append(" | ")
                    .append(row.where().stream().map(w -> '`' + w + '`').collect(Collectors.joining(" ")));
            for (String cell : List.of(row.bench(), row.floor(), row.utmost(), row.source())) {
                text.append(" | ").append(cell);
            }
            text.append(" |\n");
        }
        return text.toString().replace("  |", " |");
    }

    private static String checklist() {
        return Stream.of(ArmingChecklist.Item.values())
                .map(item -> "* " + item.question() + ".\n")
                .collect(Collectors.joining());
    }

    private static void assertHolds(String mark, String expected) throws IOException {
        String page = Files.readString(PAGE);
        String begin = "<!-- " + mark + " -->\n";
        String end = "<!-- /" + mark + " -->";
        assertThat(page).contains(begin).contains(end);
        String there = page.substring(page.indexOf(begin) + begin.length(), page.indexOf(end));
        assertThat(there.strip())
                .as("between the marks '%s' in docs/safety.md must stand:%n%s%n", mark, expected)
                .isEqualTo(expected.strip());
    }

    @Test
    void printsTheRules() throws Exception {
        assertHolds("rules", rules());
    }

    @Test
    void printsTheTablesOfTrains() throws Exception {
        for (TrainTable table : TrainTable.values()) {
            assertHolds(table.key(), table.markdown());
        }
    }

    @Test
    void printsTheChecklist() throws Exception {
        assertHolds("checklist", checklist());
    }

    @Test
    void theRulesNameEveryLimitOutcomeAndReason() {
        Set<Limit> limits = EnumSet.allOf(Limit.class);
        Set<Outcome> outcomes = EnumSet.complementOf(EnumSet.of(Outcome.DELIVERED, Outcome.VIRTUAL, Outcome.SHAM));
        Set<StopReason> reasons = EnumSet.allOf(StopReason.class);
        Set<String> numbers = new TreeSet<>();
        for (Row row : RULES) {
            limits.remove(row.limit());
            row.ends().forEach(outcomes::remove);
            row.ends().forEach(reasons::remove);
            numbers.add(row.rule());
        }
        assertThat(limits).isEmpty();
        assertThat(outcomes).isEmpty();
        assertThat(reasons).isEmpty();
        assertThat(numbers).hasSize(18);
    }

    @Test
    void theRulesNamePlacesThatExist() throws Exception {
        List<String> names = new ArrayList<>();
        for (String module : List.of("acquisition", "dsp", "trigger", "stimulator", "recordings", "rig")) {
            names.add(module);
            try (Stream<Path> files = Files.walk(Path.of("..", module, "src", "main", "java"))) {
                files.forEach(file -> names.add(file.getFileName().toString().replace(".java", "")));
            }
        }
        names.add("site");
        Set<String> places = new LinkedHashSet<>();
        RULES.forEach(row -> places.addAll(row.where()));
        assertThat(names).containsAll(places);
    }

    @Test
    void namesTestsThatExist() throws Exception {
        Set<String> named = new TreeSet<>();
        Matcher test = Pattern.compile("`(\\w+Test)`").matcher(Files.readString(PAGE));
        while (test.find()) {
            named.add(test.group(1) + ".java");
        }
        assertThat(named).hasSizeGreaterThan(8);
        List<String> there = new ArrayList<>();
        for (String module : List.of("stimulator", "recordings", "rig")) {
            try (Stream<Path> files = Files.walk(Path.of("..", module, "src", "test", "java"))) {
                files.forEach(file -> there.add(file.getFileName().toString()));
            }
        }
        assertThat(there).containsAll(named);
    }
}
