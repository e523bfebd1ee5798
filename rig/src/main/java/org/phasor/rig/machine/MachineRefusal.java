package org.phasor.rig.machine;

import java.io.IOException;

/** The machine does not give what the rig file demands by name. In one line: key, value, what would be needed. */
public final class MachineRefusal extends IOException {

    private static final long serialVersionUID = 1;

    MachineRefusal(String line) {
        super(line);
    }
}
