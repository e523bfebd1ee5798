package org.phasor.recordings.brainvision;

import java.util.Arrays;
import java.util.List;
import org.phasor.recordings.SampleCursor;

/** Walks markers as samples of two texts: type and description. */
final class BrainVisionMarkerCursor implements SampleCursor {

    private final List<BrainVisionMarker> markers;
    private final double rateHz;
    private final double[] values = new double[2];
    private final String[] texts = new String[2];
    private int next;

    BrainVisionMarkerCursor(List<BrainVisionMarker> markers, double rateHz) {
        this.markers = markers;
        this.rateHz = rateHz;
        Arrays.fill(values, Double.NaN);
    }

    @Override
    public boolean next() {
        if (next >= markers.size()) {
            return false;
        }
        BrainVisionMarker marker = markers.get(next++);
        texts[0] = marker.type();
        texts[1] = marker.description();
        return true;
    }

    @Override
    public double stampSeconds() {
        return markers.get(next - 1).index() / rateHz;
    }

    @Override
    public double[] values() {
        return values;
    }

    @Override
    public long[] integers() {
        return new long[0];
    }

    @Override
    public String[] texts() {
        return texts;
    }

    @Override
    public boolean afterGap() {
        return false;
    }

    @Override
    public void close() {
        next = markers.size();
    }
}
