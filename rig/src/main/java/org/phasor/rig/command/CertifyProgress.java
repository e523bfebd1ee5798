package org.phasor.rig.command;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.Optional;
import org.phasor.rig.FrameObserver;
import org.phasor.rig.OperatorWay;
import org.phasor.rig.RigBinding;
import org.phasor.rig.RigFile;
import org.phasor.rig.RigSettings;
import org.phasor.rig.Session;
import org.phasor.rig.certify.CertifyListener;
import org.phasor.rig.certify.CertifyLoad;

/** What {@code certify} says while it runs, and its window. One thread. */
final class CertifyProgress implements CertifyListener {

    private static final double EVERY_SECONDS = 5;

    /** A day of lines every five seconds is nothing that anybody reads. */
    private static final double LONG_SECONDS = 600;

    private static final double EVERY_WHEN_LONG_SECONDS = 60;

    private final PrintWriter out;
    private final ScopeWindow scope;
    private RunControls controls;
    private boolean windowOpen;
    private volatile String lastLine = "";
    private double nextSeconds;
    private Runnable stop = () -> {};

    /** @param scope {@link ScopeWindow#NONE} for no window */
    CertifyProgress(PrintWriter out, ScopeWindow scope) {
        this.out = out;
        this.scope = scope;
    }

    /** What a window's stop does, too: the other parts are not to follow. */
    void stopWith(Runnable newStop) {
        stop = newStop;
    }

    void opening(RigFile rig, CertifyLoad load, boolean fromFile, String scopeWords) {
        words(String.format(
                Locale.ROOT,
                "certifying this machine: %d channels at %s Hz in chunks of %d, signals: %d, recording on, scope %s",
                load.signal().labels().size(),
                Narrator.plain(load.signal().rateHz()),
                load.chunk(),
                rig.settings().signals().size(),
                scopeWords));
        if (fromFile) {
            RigSettings settings = rig.settings();
            if (settings.acquisition().source() != RigSettings.SourceKind.SYNTHETIC) {
                words("the amplifier of " + rig.name() + " is not looked for: a synthetic one takes its place");
            }
            words("the device of " + rig.name() + " (" + settings.stimulator().fire()
                    + ") is not touched: a simulated one takes its place");
        }
    }

    @Override
    public void words(String line) {
        out.println(line);
        out.flush();
        lastLine = line;
    }

    @Override
    public void progress(double seconds, double total, String state) {
        lastLine = String.format(Locale.ROOT, "%.0f of %.0f s: %s", seconds, total, state);
        if (seconds >= nextSeconds) {
            nextSeconds = seconds + (total > LONG_SECONDS ? EVERY_WHEN_LONG_SECONDS : EVERY_SECONDS);
            words("  " + lastLine);
        }
    }

    @Override
    public Optional<FrameObserver> window(RigBinding rig) {
        if (scope.whyNot().isPresent()) {
            return Optional.empty();
        }
        controls = new RunControls(OperatorWay.WINDOW, () -> lastLine);
        windowOpen = true;
        return Optional.of(scope.open(rig, controls));
    }

    @Override
    public void opened(Session session) {
        if (windowOpen) {
            controls.connect(session);
        }
    }

    @Override
    public void stoppedByAPerson() {
        stop.run();
    }

    @Override
    public void closed(String lastWords) {
        if (windowOpen) {
            windowOpen = false;
            scope.closed(lastWords);
        }
    }
}
