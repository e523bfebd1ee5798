package org.phasor.dsp;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What is done to a signal before its phase is estimated. Immutable. Everything in ms and Hz, never samples.
 *
 * @param reference labels whose mean is taken from every channel; {@link #AVERAGE} alone: all EEG channels; empty: as received
 * @param neighbour a second channel for estimators that use one; empty: none
 * @param notchHz centres of notch filters; empty: none
 * @param notchWidthHz from edge to edge at half power
 * @param driftRemovalMs length of the moving average that is taken off, to the nearest whole number of periods of the
 *     peak (its phase is then left alone), at least one; empty: ten periods
 * @param decimateToHz the rate at which estimators run, about; empty: every sample
 * @param blankBeforeMs so much before a planned pulse is not trusted
 * @param blankAfterMs so much after it
 * @param artefacts what counts as an artefact
 * @param notEeg labels that belong to no average, whatever the stream says of them: muscles, eyes, triggers
 */
public record ConditioningSettings(
        List<String> reference,
        Optional<String> neighbour,
        List<Double> notchHz,
        double notchWidthHz,
        OptionalDouble driftRemovalMs,
        OptionalDouble decimateToHz,
        double blankBeforeMs,
        double blankAfterMs,
        ArtefactLimits artefacts,
        List<String> notEeg) {

    /** The mean of all EEG channels, as {@link #reference}. */
    public static final String AVERAGE = "average";

    public static final double DEFAULT_NOTCH_WIDTH_HZ = 2;
    public static final double DEFAULT_BLANK_BEFORE_MS = 2;
    public static final double DEFAULT_BLANK_AFTER_MS = 20;

    public static final ConditioningSettings DEFAULTS = new ConditioningSettings(
            List.of(),
            Optional.empty(),
            List.of(),
            DEFAULT_NOTCH_WIDTH_HZ,
            OptionalDouble.empty(),
            OptionalDouble.empty(),
            DEFAULT_BLANK_BEFORE_MS,
            DEFAULT_BLANK_AFTER_MS,
            ArtefactLimits.DEFAULTS,
            List.of());

    /** The defaults, and no sample is ever taken for an artefact. */
    public static final ConditioningSettings WITHOUT_CHECKS = DEFAULTS.withArtefacts(ArtefactLimits.NONE);

    public ConditioningSettings {
        reference = List.copyOf(reference);
        notchHz = List.copyOf(notchHz);
        notEeg = List.copyOf(notEeg);
    }

    public ConditioningSettings withReference(List<String> value) {
        return new ConditioningSettings(
                value,
                neighbour,
                notchHz,
                notchWidthHz,
                driftRemovalMs,
                decimateToHz,
                blankBeforeMs,
                blankAfterMs,
                artefacts,
                notEeg);
    }

    public ConditioningSettings withNeighbour(String value) {
        return new ConditioningSettings(
                reference,
                Optional.of(value),
                notchHz,
                notchWidthHz,
                driftRemovalMs,
                decimateToHz,
                blankBeforeMs,
                blankAfterMs,
                artefacts,
                notEeg);
    }

    public ConditioningSettings withNotchHz(List<Double> value) {
        return new ConditioningSettings(
                reference,
                neighbour,
                value,
                notchWidthHz,
                driftRemovalMs,
                decimateToHz,
                blankBeforeMs,
                blankAfterMs,
                artefacts,
                notEeg);
    }

    public ConditioningSettings withNotchWidthHz(double value) {
        return new ConditioningSettings(
                reference,
                neighbour,
                notchHz,
                value,
                driftRemovalMs,
                decimateToHz,
                blankBeforeMs,
                blankAfterMs,
                artefacts,
                notEeg);
    }

    public ConditioningSettings withDriftRemovalMs(double value) {
        return new ConditioningSettings(
                reference,
                neighbour,
                notchHz,
                notchWidthHz,
                OptionalDouble.of(value),
                decimateToHz,
                blankBeforeMs,
                blankAfterMs,
                artefacts,
                notEeg);
    }

    public ConditioningSettings withDecimateToHz(double value) {
        return new ConditioningSettings(
                reference,
                neighbour,
                notchHz,
                notchWidthHz,
                driftRemovalMs,
                OptionalDouble.of(value),
                blankBeforeMs,
                blankAfterMs,
                artefacts,
                notEeg);
    }

    public ConditioningSettings withArtefacts(ArtefactLimits value) {
        return new ConditioningSettings(
                reference,
                neighbour,
                notchHz,
                notchWidthHz,
                driftRemovalMs,
                decimateToHz,
                blankBeforeMs,
                blankAfterMs,
                value,
                notEeg);
    }

    /** The same with other times around a pulse. */
    public ConditioningSettings withBlanking(double beforeMs, double afterMs) {
        return new ConditioningSettings(
                reference,
                neighbour,
                notchHz,
                notchWidthHz,
                driftRemovalMs,
                decimateToHz,
                beforeMs,
                afterMs,
                artefacts,
                notEeg);
    }

    /** The same where these channels are left out of every average. */
    public ConditioningSettings withoutEeg(List<String> labels) {
        return new ConditioningSettings(
                reference,
                neighbour,
                notchHz,
                notchWidthHz,
                driftRemovalMs,
                decimateToHz,
                blankBeforeMs,
                blankAfterMs,
                artefacts,
                labels);
    }
}
