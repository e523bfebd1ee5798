package org.phasor.rig.certify;

import java.util.Optional;
import org.phasor.rig.FrameObserver;
import org.phasor.rig.RigBinding;
import org.phasor.rig.Session;

/** Whoever asked for a certification: is told how it goes, and may look at it. All on the thread that runs it. */
public interface CertifyListener {

    /** One line about what happens. */
    void words(String line);

    /**
     * About once a second while it is measured.
     *
     * @param seconds measured so far, of {@code total}
     * @param state of the part, in a few words
     */
    void progress(double seconds, double total, String state);

    /** Opens the window on a part; empty where there is none. */
    Optional<FrameObserver> window(RigBinding rig);

    /** The part's session is there. */
    void opened(Session session);

    /** A person has stopped the part: no further one follows. */
    void stoppedByAPerson();

    /** It has ended. */
    void closed(String lastWords);
}
