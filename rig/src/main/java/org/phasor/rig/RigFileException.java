package org.phasor.rig;

import java.util.List;
import java.util.stream.Collectors;

/** A rig file cannot be used. Carries all of its faults at once; the message has one line for each. */
public final class RigFileException extends Exception {

    private static final long serialVersionUID = 1;

    private final transient List<RigFault> faults;

    public RigFileException(List<RigFault> faults) {
        super(faults.stream().map(RigFault::toString).collect(Collectors.joining(System.lineSeparator())));
        this.faults = List.copyOf(faults);
    }

    public List<RigFault> faults() {
        return faults;
    }
}
