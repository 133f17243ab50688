package com.iam.state.core.internal;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.osgi.service.component.annotations.Component;

/** Which settings make the state manager of a module: the first ones. Later ones wait. May be called by any thread. */
@Component(service = ModuleClaims.class)
public final class ModuleClaims {

    private final Map<String, Claim> claims = new HashMap<>();
    private final Map<Object, Runnable> waiting = new LinkedHashMap<>();

    private record Claim(Object owner, String source) {
    }

    /**
     * @param source where the owner's settings stand
     * @param freed runs when it is worth while to try again
     * @return where the settings stand that have the module; empty if the owner has it from now on, or had it
     */
    synchronized Optional<String> claim(String module, Object owner, String source, Runnable freed) {
        Claim present = claims.computeIfAbsent(module, unclaimed -> new Claim(owner, source));
        if (present.owner() == owner) {
            waiting.remove(owner);
            return Optional.empty();
        }
        waiting.put(owner, freed);
        return Optional.of(present.source());
    }

    void release(Object owner) {
        List<Runnable> next;
        synchronized (this) {
            waiting.remove(owner);
            claims.values().removeIf(claim -> claim.owner() == owner);
            next = List.copyOf(waiting.values());
        }
        next.forEach(Runnable::run);
    }
}
