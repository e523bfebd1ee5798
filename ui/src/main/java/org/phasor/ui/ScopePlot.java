package org.phasor.ui;

import java.nio.IntBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javafx.geometry.VPos;
import javafx.scene.control.Label;
import javafx.scene.image.ImageView;
import javafx.scene.image.PixelBuffer;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;
import javafx.scene.layout.Region;
import javafx.scene.text.Text;
import javafx.stage.Window;
import org.phasor.rig.command.RefusalWords;
import org.phasor.stimulator.Outcome;

/**
 * The trace with its axes: the last {@value ScopeTap#SECONDS} seconds, the newest sample at the right edge. Reads the tap
 * when it is told to draw. The JavaFX thread only.
 */
final class ScopePlot extends Region {

    private static final double LEFT = 76;
    private static final double RIGHT = 18;
    private static final double TOP = 4;
    private static final double BOTTOM = 46;
    private static final int READ_AT_ONCE = 2048;
    private static final int LARGEST_RASTER = 8192;

    private final ScopeTap tap;
    private final SingleWriterRing.Reader samples;
    private final PulseMarks marks;
    private final VerticalScale scale = new VerticalScale();
    private final ImageView image = new ImageView();
    private final Text unit = text("axis-title");
    private final Text time = text("axis-title");
    private final Label refusal = new Label();
    private final List<Text> valueTicks = new ArrayList<>();
    private final List<Text> timeTicks = new ArrayList<>();

    private TraceColumns columns;
    private ScopeRaster raster;
    private PixelBuffer<IntBuffer> buffer;
    private double phaseRad = Double.NaN;
    private double amplitudeMicrovolts = Double.NaN;

    ScopePlot(ScopeTap tap) {
        this.tap = tap;
        samples = tap.samples().reader(READ_AT_ONCE);
        marks = new PulseMarks(tap.marks());
        unit.setText(tap.signal().unit());
        time.setText("seconds before the newest sample");
        refusal.getStyleClass().add("refusal");
        refusal.setManaged(false);
        refusal.setVisible(false);
        image.setSmooth(false);
        getStyleClass().add("plot");
        setMinSize(200, 120);
        getChildren().addAll(image, unit, time, refusal);
        for (int s = 0; s <= ScopeTap.SECONDS; s += 2) {
            Text tick = text("tick");
            tick.setText(s == 0 ? "0 s" : "−" + s + " s");
            timeTicks.add(tick);
        }
        getChildren().addAll(timeTicks);
    }

    private static Text text(String styleClass) {
        Text text = new Text();
        text.getStyleClass().add(styleClass);
        text.setTextOrigin(VPos.CENTER);
        text.setManaged(false);
        return text;
    }

    /** Draws what is new; does nothing when nothing is. */
    void draw() {
        boolean changed = fitRaster();
        changed |= readSamples();
        changed |= marks.update();
        if (!changed || raster == null) {
            return;
        }
        fitScale();
        double columnsPerSecond = raster.width() / (double) ScopeTap.SECONDS;
        raster.paint(columns, scale, marks, tap.signal().level(), columnsPerSecond);
        buffer.updateBuffer(all -> null);
        placeValueTicks();
        placeRefusal();
    }

    /** A new raster when the plot's size on the screen has changed. */
    private boolean fitRaster() {
        double density = density();
        int width = pixels(getWidth() - LEFT - RIGHT, density);
        int height = pixels(getHeight() - TOP - BOTTOM, density);
        if (raster != null && raster.width() == width && raster.height() == height) {
            return false;
        }
        raster = new ScopeRaster(width, height, (int) Math.max(1, Math.round(density)));
        columns = new TraceColumns(width, ScopeTap.SECONDS * 1e9 / width, tap.rateHz());
        samples.rewind();
        buffer = new PixelBuffer<>(width, height, IntBuffer.wrap(raster.pixels()), PixelFormat.getIntArgbPreInstance());
        image.setImage(new WritableImage(buffer));
        image.setFitWidth(width / density);
        image.setFitHeight(height / density);
        requestLayout();
        return true;
    }

    private double density() {
        Window window = getScene() == null ? null : getScene().getWindow();
        return window == null ? 1 : Math.max(1, window.getOutputScaleX());
    }

    private static int pixels(double length, double density) {
        return (int) Math.max(16, Math.min(LARGEST_RASTER, Math.round(length * density)));
    }

    private boolean readSamples() {
        boolean any = false;
        for (int rows = samples.read(); rows > 0; rows = samples.read()) {
            for (int row = 0; row < rows; row++) {
                long flags = samples.field(row, ScopeTap.FLAGS);
                columns.add(
                        samples.field(row, ScopeTap.TIME_NANOS),
                        samples.real(row, ScopeTap.VALUE),
                        (flags & ScopeTap.BROKEN) != 0,
                        (flags & ScopeTap.ESTIMATED) != 0 || !tap.hasPhase());
            }
            phaseRad = samples.real(rows - 1, ScopeTap.PHASE_RAD);
            amplitudeMicrovolts = samples.real(rows - 1, ScopeTap.AMPLITUDE_MICROVOLTS);
            any = true;
        }
        return any;
    }

    private void fitScale() {
        double lowest = Double.POSITIVE_INFINITY;
        double highest = Double.NEGATIVE_INFINITY;
        for (long c = columns.newest(); !columns.isEmpty() && c > columns.newest() - raster.width(); c--) {
            if (columns.has(c)) {
                lowest = Math.min(lowest, columns.low(c));
                highest = Math.max(highest, columns.high(c));
            }
        }
        double level = tap.signal().level().orElse(Double.NaN);
        if (lowest <= highest && !Double.isNaN(level)) {
            lowest = Math.min(lowest, level);
            highest = Math.max(highest, level);
        }
        if (!columns.isEmpty()) {
            scale.fit(lowest, highest, Math.round(columns.newest() * (ScopeTap.SECONDS * 1e9 / raster.width())));
        }
    }

    private void placeValueTicks() {
        while (valueTicks.size() < scale.tickCount()) {
            Text tick = text("tick");
            valueTicks.add(tick);
            getChildren().add(tick);
        }
        int digits = (int) Math.max(0, -Math.floor(Math.log10(scale.tick()) + 1e-9));
        for (int i = 0; i < valueTicks.size(); i++) {
            Text tick = valueTicks.get(i);
            tick.setVisible(i < scale.tickCount());
            if (tick.isVisible()) {
                String label = String.format(Locale.ROOT, "%." + digits + "f", scale.tickValue(i) + 0.0);
                tick.setText(label.replace('-', '−'));
                tick.setX(LEFT - 8 - tick.getLayoutBounds().getWidth());
                tick.setY(TOP + raster.row(scale.tickValue(i), scale) / density());
            }
        }
    }

    /** The reason stands beside the newest refused pulse while that can be seen. */
    private void placeRefusal() {
        refusal.setVisible(false);
        for (int back = 0; back < marks.size() && !columns.isEmpty(); back++) {
            Outcome outcome = marks.outcome(back);
            if (OutcomeLook.of(outcome) != OutcomeLook.REFUSED) {
                continue;
            }
            double x = xOf(marks.timeNanos(back));
            if (x >= LEFT && x <= getWidth() - RIGHT) {
                refusal.setText(RefusalWords.words(outcome));
                refusal.autosize();
                boolean fitsRight = x + 6 + refusal.getWidth() <= getWidth() - RIGHT;
                // Below the heads, so that it covers none.
                refusal.relocate(fitsRight ? x + 6 : x - 4 - refusal.getWidth(), TOP + 18);
                refusal.setVisible(true);
            }
            return;
        }
    }

    /** Where a time lies, in this node's coordinates. */
    double xOf(long timeNanos) {
        return LEFT + (raster.x(columns.columnAt(timeNanos), columns) + 0.5) / density();
    }

    /** Where a value lies, in this node's coordinates. */
    double yOf(double value) {
        return TOP + (raster.row(value, scale) + 0.5) / density();
    }

    @Override
    protected void layoutChildren() {
        image.relocate(LEFT, TOP);
        double plotWidth = getWidth() - LEFT - RIGHT;
        double tickRow = getHeight() - BOTTOM + 14;
        for (int i = 0; i < timeTicks.size(); i++) {
            Text tick = timeTicks.get(i);
            double x = LEFT + plotWidth * (1 - 2.0 * i / ScopeTap.SECONDS);
            double half = tick.getLayoutBounds().getWidth() / 2;
            tick.setX(Math.min(x - half, getWidth() - 2 * half - 2));
            tick.setY(tickRow);
        }
        time.setX(LEFT + plotWidth / 2 - time.getLayoutBounds().getWidth() / 2);
        time.setY(tickRow + 18);
        unit.setX(16);
        unit.setY(TOP + (getHeight() - TOP - BOTTOM) / 2);
    }

    /** The newest estimate of the phase; NaN while there is none. */
    double phaseRad() {
        return phaseRad;
    }

    /** Why the newest refused pulse was not given; empty while none was refused. */
    String lastRefusal() {
        return marks.lastRefusal();
    }

    /** The newest amplitude; NaN while there is none. */
    double amplitudeMicrovolts() {
        return amplitudeMicrovolts;
    }
}
