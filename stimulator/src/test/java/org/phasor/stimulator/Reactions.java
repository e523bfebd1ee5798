package org.phasor.stimulator;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** How long something took, each time. */
final class Reactions {

    private final List<Long> nanos = new ArrayList<>();

    void add(long one) {
        nanos.add(one);
    }

    /** Only when more were asked for than a build needs. */
    void print(String what) {
        if (Integer.getInteger("phasor.watchdog.repeats") == null) {
            return;
        }
        Collections.sort(nanos);
        System.out.println(what + ": n " + nanos.size() + ", min " + nanos.get(0) / 1e6 + " ms, median "
                + nanos.get(nanos.size() / 2) / 1e6 + " ms, max " + nanos.get(nanos.size() - 1) / 1e6 + " ms");
    }
}
