package org.phasor.rig.machine;

import java.util.BitSet;
import java.util.OptionalInt;

/** Chooses the core for the loop thread. */
final class LoopCore {

    private static final int ENOUGH_CORES = 4;

    private LoopCore() {}

    /**
     * One that the system was told to leave alone; else, from four cores on, the fastest that is not the first, where
     * interrupts mostly go; of several the last. None where cores are few: the loop must be able to go elsewhere.
     *
     * @param allowed cores that this process may use
     */
    static OptionalInt choose(BitSet allowed, MachineFacts facts) {
        BitSet isolated = facts.isolatedCores();
        if (!isolated.isEmpty()) {
            return OptionalInt.of(isolated.length() - 1);
        }
        if (allowed.cardinality() < ENOUGH_CORES) {
            return OptionalInt.empty();
        }
        int best = -1;
        int first = allowed.nextSetBit(0);
        for (int core = allowed.nextSetBit(first + 1); core >= 0; core = allowed.nextSetBit(core + 1)) {
            if (best < 0 || facts.fastestKiloHertz(core) >= facts.fastestKiloHertz(best)) {
                best = core;
            }
        }
        return OptionalInt.of(best);
    }
}
