package org.phasor.rig.command;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import org.phasor.recordings.SessionInput;
import org.phasor.recordings.SessionRecording;

/** The markers of a session, as {@code report} shows them. */
final class MarkerLines {

    private MarkerLines() {}

    /** Prints nothing when there are none. */
    static void print(PrintWriter out, SessionRecording session) {
        List<SessionInput> markers = markers(session);
        if (!markers.isEmpty()) {
            out.println("markers      " + markers.size());
        }
        for (SessionInput marker : markers) {
            out.printf(Locale.ROOT, "  %9.3f s  %s%n", seconds(session, marker), text(marker));
        }
    }

    static JsonArray toJson(SessionRecording session) {
        JsonArray array = new JsonArray();
        for (SessionInput marker : markers(session)) {
            JsonObject o = new JsonObject();
            o.addProperty("frame", marker.frame());
            o.addProperty("seconds", seconds(session, marker));
            o.addProperty("text", text(marker));
            array.add(o);
        }
        return array;
    }

    private static List<SessionInput> markers(SessionRecording session) {
        return session.inputs().stream()
                .filter(input -> input.kind().equals(SessionInput.MARKER))
                .toList();
    }

    /** Of signal before it. */
    private static double seconds(SessionRecording session, SessionInput marker) {
        return marker.frame() / session.eeg().info().nominalRateHz();
    }

    private static String text(SessionInput marker) {
        // A recording may come from anywhere: no control characters to the terminal.
        return marker.fields().getOrDefault("text", "").replaceAll("\\p{Cntrl}", "?");
    }
}
