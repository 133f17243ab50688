package com.iam.support.config;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which settings have a name that only one may have: the first ones. Later ones wait. May be called by any thread. A bundle has one
 * of its own, as a service that its components share.
 */
public class UniqueNames {

    private final Map<String, Claim> claims = new HashMap<>();
    private final Map<Object, Runnable> waiting = new LinkedHashMap<>();

    private record Claim(Object owner, String source) {
    }

    /**
     * @param source where the owner's settings stand
     * @param freed runs when it is worth while to try again
     * @return where the settings stand that have the name; empty if the owner has it from now on, or had it
     */
    public final synchronized Optional<String> claim(String name, Object owner, String source, Runnable freed) {
        Claim present = claims.computeIfAbsent(name, unclaimed -> new Claim(owner, source));
        if (present.owner() == owner) {
            waiting.remove(owner);
            return Optional.empty();
        }
        waiting.put(owner, freed);
        return Optional.of(present.source());
    }

    /** All that the owner has. To be called without a lock: others take it up. */
    public final void release(Object owner) {
        synchronized (this) {
            waiting.remove(owner);
        }
        releaseBut(Optional.empty(), owner);
    }

    /** All but one, of an owner that now goes by that. To be called without a lock: others take it up. */
    public final void keepOnly(String name, Object owner) {
        releaseBut(Optional.of(name), owner);
    }

    private void releaseBut(Optional<String> kept, Object owner) {
        List<Runnable> next;
        synchronized (this) {
            boolean any = claims.entrySet().removeIf(each -> each.getValue().owner() == owner
                    && !kept.equals(Optional.of(each.getKey())));
            next = any ? List.copyOf(waiting.values()) : List.of();
        }
        next.forEach(Runnable::run);
    }
}
