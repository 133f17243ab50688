package com.iam.state.api;

import java.util.Objects;

/**
 * Where a state is kept: the module that it belongs to, and its storage id there.
 *
 * @param module lower-case letters and digits, at most 32, as in {@code login}
 * @param storageId see {@link SessionToken}
 */
public record StateKey(String module, String storageId) {

    public StateKey {
        Objects.requireNonNull(module);
        if (!Random128.isValid(storageId)) {
            throw new IllegalArgumentException("not a storage id");
        }
    }

    /** Without the storage id, which is half of what a client must know. */
    @Override
    public String toString() {
        return "StateKey[" + module + ", ***]";
    }
}
