package org.phasor.rig.machine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingStream;

/**
 * Pauses that the virtual machine makes, as its flight recorder tells of them about a second later. The recorder keeps a
 * file of some hundred kB in the folder for temporary files while it runs, and removes it at the end.
 *
 * <p>A recorder that finds no room for its file ends the whole virtual machine, in the middle of whatever it does ("An irrecoverable error
 * in Jfr. Shutting down VM..."). So it does not start on a disk that is nearly full, and is let go before one is.
 */
final class VirtualMachinePauses implements AutoCloseable {

    private static final String COLLECTION = "jdk.GCPhasePause";
    private static final String BEGIN = "jdk.SafepointBegin";
    private static final String END = "jdk.SafepointEnd";
    private static final String OPERATION = "jdk.ExecuteVMOperation";

    /** The recorder removes a file that is done with when all take more. */
    private static final long MOST_BYTES = 4L << 20;

    /** It is looked at once a second: what other programs write meanwhile has to fit. */
    static final long LEAST_ROOM_BYTES = 256L << 20;

    private static final String NO_ROOM = "pauses of the virtual machine are not watched any more: less than "
            + (LEAST_ROOM_BYTES >> 20) + " MB are free for its flight recorder in the folder for temporary files";

    private final PauseLog log;
    private final LongSupplier roomBytes;
    private final Consumer<String> onNoRoom;
    private final SafepointPairs safepoints = new SafepointPairs();

    /** Guarded by this: closing may overtake a slow start. */
    private RecordingStream stream;

    private boolean closed;

    /** @param onNoRoom hears in one line that nothing is watched, when there is too little room on the disk */
    VirtualMachinePauses(PauseLog log, Consumer<String> onNoRoom) {
        this(log, VirtualMachinePauses::roomBytes, onNoRoom);
    }

    VirtualMachinePauses(PauseLog log, LongSupplier roomBytes, Consumer<String> onNoRoom) {
        this.log = log;
        this.roomBytes = roomBytes;
        this.onNoRoom = onNoRoom;
    }

    private static long roomBytes() {
        // The recorder sets the first when it has made its folder.
        Path folder = Path.of(System.getProperty("jdk.jfr.repository", System.getProperty("java.io.tmpdir")));
        try {
            return Files.getFileStore(folder).getUsableSpace();
        } catch (IOException e) {
            // Nobody knows: a recorder that cannot make its file at all says so by itself.
            return Long.MAX_VALUE;
        }
    }

    /** Starts the recorder: takes some tenths of a second, on a thread of its own. */
    void start() {
        if (roomBytes.getAsLong() < LEAST_ROOM_BYTES) {
            onNoRoom.accept(NO_ROOM);
            return;
        }
        RecordingStream opened = new RecordingStream();
        for (String event : List.of(COLLECTION, BEGIN, END, OPERATION)) {
            opened.enable(event).withoutStackTrace().withThreshold(Duration.ZERO);
        }
        opened.setReuse(true);
        opened.setOrdered(false);
        opened.setMaxSize(MOST_BYTES);
        opened.onEvent(COLLECTION, this::collection);
        opened.onEvent(BEGIN, e -> safepoints.begin(e.getLong("safepointId"), e.getStartTime()));
        opened.onEvent(END, e -> safepoints.end(e.getLong("safepointId"), e.getEndTime()));
        opened.onEvent(OPERATION, e -> {
            if (e.getBoolean("safepoint")) {
                safepoints.operation(e.getLong("safepointId"), e.getString("operation"));
            }
        });
        opened.onFlush(this::take);
        synchronized (this) {
            if (closed) {
                opened.close();
                return;
            }
            stream = opened;
            opened.startAsync();
        }
    }

    private void collection(RecordedEvent event) {
        add(Pause.Kind.COLLECTOR, event.getStartTime(), event.getDuration().toNanos(), event.getString("name"));
    }

    private void take() {
        for (Optional<SafepointPairs.Safepoint> s = safepoints.take(); s.isPresent(); s = safepoints.take()) {
            add(Pause.Kind.SAFEPOINT, s.get().begin(), s.get().nanos(), s.get().operation());
        }
        if (roomBytes.getAsLong() < LEAST_ROOM_BYTES) {
            onNoRoom.accept(NO_ROOM);
            close();
        }
    }

    private void add(Pause.Kind kind, Instant begin, long nanos, String cause) {
        long ago = Duration.between(begin, Instant.now()).toNanos();
        log.add(new Pause(kind, System.nanoTime() - ago, begin, nanos, cause));
    }

    @Override
    public void close() {
        RecordingStream open;
        synchronized (this) {
            closed = true;
            open = stream;
            stream = null;
        }
        if (open != null) {
            open.close();
        }
    }
}
