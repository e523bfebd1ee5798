package org.phasor.rig;

import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;

/** What happens to further streams, in lines for a person: once for the recording's log and once for the screen. Any thread. */
final class AuxNews {

    /** One line, and when it was said on the rig's clock. */
    record Line(long nanos, String text) {}

    /** A stream that comes and goes all the time must not fill the memory. */
    private static final int MOST_WAITING = 256;

    private final Queue<Line> log = new ArrayBlockingQueue<>(MOST_WAITING);
    private final Queue<Line> screen = new ArrayBlockingQueue<>(MOST_WAITING);

    void say(long nanos, String text) {
        Line line = new Line(nanos, text);
        log.offer(line);
        screen.offer(line);
    }

    /** Only for the screen: the log has it already. */
    void show(long nanos, String text) {
        screen.offer(new Line(nanos, text));
    }

    /** The next for the log, or null; recorder's thread. */
    Line takeForLog() {
        return log.poll();
    }

    /** The next for the screen, or null. */
    Line takeForScreen() {
        return screen.poll();
    }
}
