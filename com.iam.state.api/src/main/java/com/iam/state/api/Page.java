package com.iam.state.api;

import java.util.List;
import java.util.Optional;

/**
 * One page of a list that may change meanwhile: what lives throughout is shown exactly once, in no particular order.
 *
 * @param next where the next page begins; empty on the last one
 */
public record Page<T>(List<T> items, Optional<String> next) {

    public Page {
        items = List.copyOf(items);
    }

    /** Where a page begins may be an id. */
    @Override
    public String toString() {
        return "Page[" + items.size() + " items, next=" + (next.isPresent() ? "***" : "none") + "]";
    }
}
