package org.phasor.lsl;

import java.util.function.DoubleUnaryOperator;

/** The datagrams of clock synchronisation, and what a reply says (the exchange of NTP). */
final class TimeProbe {

    private static final String METHOD = "LSL:timedata\r\n";

    private TimeProbe() {}

    static String request(int wave, double sentSeconds) {
        return METHOD + wave + " " + LslNumber.format(sentSeconds) + "\r\n";
    }

    /**
     * The outlet's answer; null when the request makes no sense.
     *
     * @param body what follows the request's first line
     */
    static String reply(String body, long arrivedNanos) {
        String[] words = body.strip().split("\\s+");
        if (words.length < 2) {
            return null;
        }
        try {
            long asked = Long.parseLong(words[0]);
            int wave = (int) Math.max(Integer.MIN_VALUE, Math.min(Integer.MAX_VALUE, asked));
            double sentSeconds = Double.parseDouble(words[1]);
            return " " + wave + " " + LslNumber.format(sentSeconds) + " "
                    + LslNumber.format(LslClock.toSeconds(arrivedNanos)) + " "
                    + LslNumber.format(LslClock.seconds());
        } catch (NumberFormatException e) {
            return null;
        }
    }

    /**
     * What a reply says of the sender's clock.
     *
     * @param wave of the probes now under way; replies of others are stale
     * @return null when the reply is stale or makes no sense
     */
    static TimeCorrection measure(String reply, int wave, double arrivedSeconds) {
        return measure(reply, wave, arrivedSeconds, written -> written);
    }

    /** @param departures gives the time when a probe left from the one written in it; NaN for none of ours */
    static TimeCorrection measure(String reply, int wave, double arrivedSeconds, DoubleUnaryOperator departures) {
        String[] words = reply.strip().split("\\s+");
        if (words.length < 4) {
            return null;
        }
        try {
            if (Long.parseLong(words[0]) != wave) {
                return null;
            }
            double t0 = departures.applyAsDouble(Double.parseDouble(words[1]));
            double t1 = Double.parseDouble(words[2]);
            double t2 = Double.parseDouble(words[3]);
            double roundTrip = (arrivedSeconds - t0) - (t2 - t1);
            double remoteAhead = ((t1 - t0) + (t2 - arrivedSeconds)) / 2;
            boolean sound = Double.isFinite(roundTrip) && roundTrip >= 0 && Double.isFinite(remoteAhead);
            return sound ? new TimeCorrection(-remoteAhead, roundTrip, (t1 + t2) / 2) : null;
        } catch (NumberFormatException e) {
            return null;
        }
    }
}
