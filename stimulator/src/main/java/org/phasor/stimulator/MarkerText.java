package org.phasor.stimulator;

/**
 * The text of a marker: a stable prefix, a space, and a JSON object on the same line.
 *
 * <ul>
 *   <li>{@code stim/out}: the device was commanded, whether it reported success or not (see {@code outcome})
 *   <li>{@code stim/sham}: a sham trial at its time, no device was touched
 *   <li>{@code stim/virtual}: the same of a virtual one
 *   <li>{@code stim/blocked/OUTCOME}: vetoed or cancelled, with the {@link Outcome}'s name
 * </ul>
 */
final class MarkerText {

    private MarkerText() {}

    static String of(Delivery delivery, String conditionName) {
        StringBuilder text = new StringBuilder(200);
        if (delivery.outcome.counts()) {
            text.append("stim/out");
        } else if (delivery.outcome == Outcome.VIRTUAL) {
            text.append("stim/virtual");
        } else if (delivery.outcome == Outcome.SHAM) {
            text.append("stim/sham");
        } else {
            text.append("stim/blocked/").append(delivery.outcome.name());
        }
        text.append(" {\"id\":").append(delivery.decisionId);
        text.append(",\"condition\":");
        quote(text, conditionName);
        text.append(",\"conditionIndex\":").append(delivery.condition);
        text.append(",\"outcome\":\"").append(delivery.outcome.name());
        text.append("\",\"intent\":\"").append(delivery.intent.name()).append('"');
        if (delivery.trial > 0) {
            text.append(",\"trial\":").append(delivery.trial);
        }
        if (Double.isFinite(delivery.intensityPercentRmt)) {
            text.append(",\"intensityPercentRmt\":").append(delivery.intensityPercentRmt);
        }
        text.append(",\"plannedNanos\":").append(delivery.plannedNanos);
        text.append(",\"gateNanos\":").append(delivery.gateNanos);
        text.append(",\"ageMicros\":").append(delivery.ageNanos() / 1000);
        return text.append('}').toString();
    }

    private static void quote(StringBuilder text, String value) {
        text.append('"');
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '"' || c == '\\') {
                text.append('\\').append(c);
            } else if (c < ' ') {
                text.append("\\u00").append(Character.forDigit(c >> 4, 16)).append(Character.forDigit(c & 15, 16));
            } else {
                text.append(c);
            }
        }
        text.append('"');
    }
}
