package org.phasor.trigger;

import org.phasor.acquisition.SplitMix64;

/**
 * Draws conditions in shuffled blocks: each stands once in a block, so that counts never differ by more than one and
 * nobody can foresee the next. For one thread; allocates nothing after construction.
 *
 * <p>A block starts as the one before (the first as 0, 1, 2 …) and is shuffled by Fisher and Yates: for i from the
 * last place down to 1, places i and {@link SplitMix64#below below(i + 1)} are swapped.
 */
final class ConditionBlocks {

    private final int[] block;
    private final SplitMix64 random;
    private int place;

    ConditionBlocks(int conditions, long seed) {
        block = new int[conditions];
        for (int i = 0; i < conditions; i++) {
            block[i] = i;
        }
        random = new SplitMix64(seed);
        shuffle();
    }

    /** The condition whose turn it is; the same until {@link #advance}. */
    int current() {
        return block[place];
    }

    void advance() {
        if (++place == block.length) {
            shuffle();
        }
    }

    private void shuffle() {
        for (int i = block.length - 1; i > 0; i--) {
            int j = (int) random.below(i + 1);
            int swapped = block[i];
            block[i] = block[j];
            block[j] = swapped;
        }
        place = 0;
    }
}
