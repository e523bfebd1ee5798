package org.phasor.recordings.audit;

import java.util.Objects;

/**
 * A limit that a session may go beyond because a person has signed for it. Immutable.
 *
 * @param key of the limit, as in the rig file
 * @param value as in the rig file
 * @param signedBy who
 * @param reason why
 */
public record SignedOverride(String key, String value, String signedBy, String reason) {

    public SignedOverride {
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(value, "value");
        Objects.requireNonNull(signedBy, "signedBy");
        Objects.requireNonNull(reason, "reason");
    }
}
