package org.phasor.rig;

import java.nio.file.Path;
import java.util.List;
import org.phasor.rig.machine.PauseWatch;
import org.phasor.rig.machine.QuietMachine;

/**
 * How a session is run, beyond what its rig file says.
 *
 * @param virtual decide without delivering
 * @param folder where the recording goes; null: where the rig file says
 * @param observers looked at by the observers' thread
 * @param aux further streams, to be recorded beside the EEG; the session closes them at its end
 * @param machine how the operating system treats the threads
 * @param pauses what stops them; open, and closed by whoever opened it
 * @param warm whether the code is warmed up first, so that the first pulse is as fast as the thousandth: some seconds
 */
public record SessionOptions(
        boolean virtual,
        Path folder,
        List<FrameObserver> observers,
        AuxStreams aux,
        QuietMachine machine,
        PauseWatch pauses,
        boolean warm) {

    public SessionOptions {
        observers = List.copyOf(observers);
    }

    /** Without further streams; threads stay as they are, pauses are not watched. */
    public SessionOptions(boolean virtual, Path folder, List<FrameObserver> observers) {
        this(virtual, folder, observers, AuxStreams.NONE, QuietMachine.untouched(), PauseWatch.off(), true);
    }

    public static SessionOptions plain() {
        return new SessionOptions(false, null, List.of());
    }

    /** The same with further streams. */
    public SessionOptions withAux(AuxStreams streams) {
        return new SessionOptions(virtual, folder, observers, streams, machine, pauses, warm);
    }

    /** The same on a machine that was asked to be quiet, with its pauses watched. */
    public SessionOptions on(QuietMachine quiet, PauseWatch watched) {
        return new SessionOptions(virtual, folder, observers, aux, quiet, watched, warm);
    }

    /** The same without warming up: for tests that look at anything but speed. */
    public SessionOptions cold() {
        return new SessionOptions(virtual, folder, observers, aux, machine, pauses, false);
    }
}
