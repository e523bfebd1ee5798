package org.phasor.rig.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.phasor.lsl.Lsl;
import org.phasor.lsl.StreamInfo;

/**
 * {@code phasor streams --watch}: asks every second and says what appeared and what vanished. On a terminal the table
 * stays in place; elsewhere it is printed again when it has changed.
 */
final class StreamWatch {

    private static final Duration ROUND = Duration.ofSeconds(1);

    /** A datagram may be lost: a stream is gone when it was silent in so many rounds. */
    private static final int SILENT_ROUNDS = 3;

    private static final int EVENTS_SHOWN = 8;
    private static final String CLEAR = "\033[H\033[2J";

    private final Lsl lsl;
    private final String predicate;
    private final PrintWriter out;
    private final boolean terminal;
    private final Map<String, StreamInfo> present = new LinkedHashMap<>();
    private final Map<String, Integer> silence = new LinkedHashMap<>();
    private final List<String> events = new ArrayList<>();

    StreamWatch(Lsl lsl, String predicate, PrintWriter out, boolean terminal) {
        this.lsl = lsl;
        this.predicate = predicate;
        this.out = out;
        this.terminal = terminal;
    }

    /** Watches so long; for ever when it is infinite. */
    void run(double seconds) throws IOException, InterruptedException {
        long start = System.nanoTime();
        boolean first = true;
        while ((System.nanoTime() - start) / 1e9 < seconds) {
            List<String> news = update(lsl.resolver().resolve(predicate, 0, ROUND));
            show(news, first);
            first = false;
            if (out.checkError()) {
                return;
            }
        }
    }

    /** What changed by this round, one line each. */
    List<String> update(List<StreamInfo> heard) {
        List<String> news = new ArrayList<>();
        for (StreamInfo stream : StreamTable.sorted(heard)) {
            if (present.put(stream.uid(), stream) == null) {
                news.add("appeared  " + stream);
            }
            silence.put(stream.uid(), 0);
        }
        Set<String> heardUids = heard.stream().map(StreamInfo::uid).collect(Collectors.toSet());
        for (String uid : new TreeSet<>(present.keySet())) {
            if (!heardUids.contains(uid) && silence.merge(uid, 1, Integer::sum) == SILENT_ROUNDS) {
                silence.remove(uid);
                news.add("vanished  " + present.remove(uid));
            }
        }
        return news;
    }

    private void show(List<String> news, boolean first) {
        String now = LocalTime.now().truncatedTo(ChronoUnit.SECONDS).toString();
        news.forEach(line -> events.add(now + "  " + line));
        if (terminal) {
            out.print(CLEAR);
            table();
            out.println();
            events.subList(Math.max(0, events.size() - EVENTS_SHOWN), events.size())
                    .forEach(out::println);
            out.println(now + "  watching (Ctrl-C stops)");
        } else if (first || !news.isEmpty()) {
            events.forEach(out::println);
            table();
        }
        if (events.size() > EVENTS_SHOWN) {
            events.subList(0, events.size() - EVENTS_SHOWN).clear();
        }
        if (!terminal) {
            events.clear();
        }
        out.flush();
    }

    private void table() {
        if (present.isEmpty()) {
            out.println("no LSL stream is heard of");
        } else {
            StreamTable.print(out, StreamTable.sorted(List.copyOf(present.values())));
        }
    }
}
