package com.iam.state.redis.internal;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import com.iam.state.api.provider.Deadline;

/**
 * Knows which modules have sessions. In a Cluster it says so: not with each session, since all would ask the one node that has the
 * set.
 */
final class ModuleNames {

    private static final Duration AGAIN = Duration.ofMinutes(1);

    private final Map<String, Deadline> announced = new ConcurrentHashMap<>();
    private final Set<String> used = ConcurrentHashMap.newKeySet();
    private final RedisLink link;
    private final String namespace;

    ModuleNames(RedisLink link, String namespace) {
        this.link = link;
        this.namespace = namespace;
    }

    /** Notes that this instance serves sessions of a module. */
    void used(String module) {
        used.add(module);
    }

    /** Those that this instance serves: true even when Redis has lost its data since, or somebody has taken one out of the set. */
    Set<String> known() {
        return Set.copyOf(used);
    }

    /** Puts back what others must know of, too. */
    void putBack(String module, Deadline deadline) {
        link.run(Script.ANNOUNCE, List.of(KeyLayout.modules(namespace)), List.of(module), deadline);
    }

    void announce(String module, Deadline deadline) {
        Deadline fresh = announced.get(module);
        if (fresh == null || fresh.hasPassed()) {
            putBack(module, deadline);
            announced.put(module, Deadline.after(AGAIN));
        }
    }
}
