package org.phasor.stimulator;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * What the watchdog process says, read on a thread of its own. Lines it does not know, such as a warning of its Java,
 * are kept for the message when it does not come up, and otherwise passed over.
 */
final class WatchdogAnswers implements Runnable {

    private static final int LONGEST_LINE = 300;

    private final InputStream from;
    private final BeatBook beats;
    private final Consumer<String> whenLost;
    private final CountDownLatch first = new CountDownLatch(1);
    private volatile boolean ready;
    private volatile String chatter = "";
    private volatile String trouble;

    /**
     * @param beats told of each answer to one
     * @param whenLost told why, once it has been ready and then acted, failed or ended; perhaps more than once
     */
    WatchdogAnswers(InputStream from, BeatBook beats, Consumer<String> whenLost) {
        this.from = from;
        this.beats = beats;
        this.whenLost = whenLost;
    }

    /**
     * @throws IOException in one line, saying what it said, when it is not ready in time
     */
    void awaitReady(long millis) throws IOException {
        boolean answered;
        try {
            answered = first.await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("watchdog: interrupted while it came up", e);
        }
        if (!answered) {
            throw new IOException("watchdog: not ready within " + millis + " ms" + afterColon(chatter));
        }
        if (!ready) {
            throw new IOException("watchdog: " + trouble);
        }
    }

    @Override
    public void run() {
        byte[] line = new byte[LONGEST_LINE];
        int length = 0;
        try {
            int next;
            while ((next = from.read()) >= 0) {
                if (next != '\n' && length < LONGEST_LINE) {
                    line[length++] = (byte) next;
                } else if (next == '\n') {
                    take(new String(line, 0, length, StandardCharsets.UTF_8).strip());
                    length = 0;
                }
            }
        } catch (IOException closed) {
            // The same as its end.
        }
        lost("the process is gone");
    }

    private void take(String line) {
        if (line.equals(".")) {
            beats.answered();
        } else if (line.equals("ready")) {
            ready = true;
            first.countDown();
        } else if (line.startsWith("safe: ")) {
            lost("it has made the device safe: " + line.substring("safe: ".length()));
        } else if (line.startsWith("failed: ")) {
            lost(ready ? "it cannot make the device safe: " + line.substring("failed: ".length()) : line);
        } else if (chatter.isEmpty()) {
            chatter = line;
        }
    }

    private void lost(String why) {
        if (ready) {
            whenLost.accept(why);
        } else if (trouble == null) {
            trouble = why.startsWith("failed: ") ? why.substring("failed: ".length()) : why + afterColon(chatter);
            first.countDown();
        }
    }

    private static String afterColon(String text) {
        return text.isEmpty() ? "" : ": " + text;
    }
}
