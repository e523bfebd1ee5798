package org.phasor.stimulator;

import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * What people have declared for a session with a live device. Immutable. Whether it is enough, {@link LiveRules} says.
 *
 * @param intensity needed for a live device
 * @param trains the table that patterns are held against
 * @param overrides one for each limit at most
 */
public record LiveDeclaration(Optional<Intensity> intensity, TrainTable trains, List<LimitOverride> overrides) {

    /** What bench devices need. */
    public static final LiveDeclaration NONE = new LiveDeclaration(Optional.empty(), TrainTable.ROSSI_2009, List.of());

    /**
     * @throws IllegalArgumentException when a limit is overridden twice
     */
    public LiveDeclaration {
        Objects.requireNonNull(intensity, "intensity");
        Objects.requireNonNull(trains, "trains");
        overrides = List.copyOf(overrides);
        Set<String> seen = new HashSet<>();
        for (LimitOverride override : overrides) {
            if (!seen.add(override.limit())) {
                throw new IllegalArgumentException("limit = \"" + override.limit() + "\": is overridden twice");
            }
        }
    }

    boolean overrides(String limit) {
        return overrides.stream().anyMatch(o -> o.limit().equals(limit));
    }
}
