package com.iam.state.redis.internal;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import com.iam.state.api.Deadline;

/** Says in a Cluster which modules have sessions: not with each session, since all would ask the one node that has the set. */
final class ModuleNames {

    private static final Duration AGAIN = Duration.ofMinutes(1);

    private final Map<String, Deadline> announced = new ConcurrentHashMap<>();
    private final RedisLink link;
    private final String namespace;

    ModuleNames(RedisLink link, String namespace) {
        this.link = link;
        this.namespace = namespace;
    }

    /** Those that this instance has announced: true even when Redis has lost its data since. */
    Set<String> known() {
        return Set.copyOf(announced.keySet());
    }

    void announce(String module, Deadline deadline) {
        Deadline fresh = announced.get(module);
        if (fresh == null || fresh.hasPassed()) {
            link.run(Script.ANNOUNCE, List.of(KeyLayout.modules(namespace)), List.of(module), deadline);
            announced.put(module, Deadline.after(AGAIN));
        }
    }
}
