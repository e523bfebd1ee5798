package org.phasor.rig.command;

import java.util.Locale;
import java.util.function.Consumer;
import org.phasor.acquisition.SampleGap;
import org.phasor.rig.StreamHealth;

/** Tells a person what happens to the samples, once: gaps, times that cannot be believed, a rig that falls behind. One thread. */
final class StreamNews {

    /** At the start and after a gap the clock takes half a second; that is no news. */
    private static final double UNSURE_SECONDS_TO_SAY = 2;

    private static final double BEHIND_SECONDS = 0.5;

    private final double maxTimeErrorMs;
    private final Consumer<String> say;

    private long saidGaps;
    private double unsureSince = Double.NaN;
    private boolean saidUnsure;
    private boolean saidBehind;

    /** @param maxTimeErrorMs as the rig file has it */
    StreamNews(double maxTimeErrorMs, Consumer<String> say) {
        this.maxTimeErrorMs = maxTimeErrorMs;
        this.say = say;
    }

    /** @param elapsedSeconds since the start */
    void look(StreamHealth stream, double elapsedSeconds) {
        for (SampleGap gap : stream.firstGaps()) {
            if (gap.number() > saidGaps) {
                saidGaps = gap.number();
                say.accept("gap        " + gap.words());
            }
        }
        lookAtTime(stream, elapsedSeconds);
        lookAtPace(stream);
    }

    private void lookAtTime(StreamHealth stream, double elapsedSeconds) {
        boolean unsure = stream.newestAgeSeconds().isPresent() && !stream.timeSure();
        if (!unsure) {
            unsureSince = Double.NaN;
            if (saidUnsure) {
                say.accept(String.format(
                        Locale.ROOT, "time       sample times are sure again, to %.2f ms", stream.timeErrorMs()));
            }
            saidUnsure = false;
        } else if (Double.isNaN(unsureSince)) {
            unsureSince = elapsedSeconds;
        } else if (!saidUnsure && elapsedSeconds - unsureSince >= UNSURE_SECONDS_TO_SAY) {
            saidUnsure = true;
            say.accept("time       " + unsureWords(stream, maxTimeErrorMs) + ": NO PULSES until they are"
                    + " (half a minute of stamps may do; else better stamps, or a higher limit)");
        }
    }

    /** Why nothing is fired, for a stream whose times are not sure. */
    static String unsureWords(StreamHealth stream, double maxTimeErrorMs) {
        return String.format(
                Locale.ROOT,
                "sample times are not sure: the stamps jitter or jump, they give a time to %.2f ms"
                        + " (acquisition.max-time-error-ms = %s)",
                stream.timeErrorMs(),
                Narrator.plain(maxTimeErrorMs));
    }

    /** What a line of progress says of the samples; empty when all is well. */
    static String mark(StreamHealth stream) {
        boolean unsure = stream.newestAgeSeconds().isPresent() && !stream.timeSure();
        return (unsure ? ", TIME UNSURE" : "")
                + (stream.behind().isEmpty() ? "" : ", BEHIND")
                + (stream.lostSamples() > 0 ? ", lost " + stream.lostSamples() : "");
    }

    private void lookAtPace(StreamHealth stream) {
        double age = stream.newestAgeSeconds().orElse(0);
        boolean behind = !stream.behind().isEmpty();
        if (behind && !saidBehind) {
            say.accept(String.format(
                    Locale.ROOT,
                    "behind     %s to do, the newest decided sample is %.1f s old%s",
                    stream.behind(),
                    age,
                    age > BEHIND_SECONDS ? ": pulses are vetoed as stale" : ""));
        } else if (!behind && saidBehind) {
            say.accept("behind     no more");
        }
        saidBehind = behind;
    }
}
