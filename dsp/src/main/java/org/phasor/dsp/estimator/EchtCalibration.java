package org.phasor.dsp.estimator;

/** How far the endpoint-corrected Hilbert transform is corrected for what it does to a pure tone at the peak. */
enum EchtCalibration {
    /** As published by Schreglmann and others 2021: the filter's own gain and phase stay in. */
    NONE,

    /** Gain and phase at the peak are divided out in the mean over all phases (Osmers and Kolossa 2026). */
    GAIN_AND_PHASE,

    /**
     * The tone at the peak comes out exactly, whatever its phase. A window that holds no whole number of cycles mixes in the
     * mirrored frequency, which bends the phase twice a cycle, always the same way at one target phase (4 degrees at 10.24
     * cycles): that part is removed as well, by a widely linear estimate (direct and conjugate result combined).
     */
    EXACT_AT_PEAK
}
