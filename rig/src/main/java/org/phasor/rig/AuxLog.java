package org.phasor.rig;

import java.io.IOException;

/** Where a line of a further stream's fate is recorded; recorder's thread. */
interface AuxLog {

    /** @param stampSeconds on the rig's clock */
    void log(double stampSeconds, String line) throws IOException;
}
