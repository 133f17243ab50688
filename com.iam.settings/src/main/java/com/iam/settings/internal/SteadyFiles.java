package com.iam.settings.internal;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Tells what files hold from glimpses of them. What is new counts once it has stayed the same for a while: a file is
 * not written in one moment. A file that is away, or cannot be read, counts as such only after longer: it may be about
 * to be replaced. Not for several threads at a time.
 */
final class SteadyFiles {

    /** Nanoseconds, as of {@link System#nanoTime()}. */
    private final long quiet;
    private final long away;
    private final Map<String, Content> steady = new HashMap<>();
    private final Map<String, Pending> pending = new HashMap<>();

    private record Pending(Optional<Content> content, long since) {
    }

    SteadyFiles(long quiet, long away) {
        this.quiet = quiet;
        this.away = away;
    }

    /** What counts, by the names of the files. */
    Map<String, Content> contents() {
        return steady;
    }

    /** Counts at once. */
    void begin(Map<String, Content> seen) {
        steady.putAll(seen);
    }

    /** @return the names of the files of which something else counts now */
    Set<String> glimpse(Map<String, Content> seen, long now) {
        Set<String> names = new HashSet<>(seen.keySet());
        names.addAll(steady.keySet());
        pending.keySet().retainAll(names);
        names.removeIf(name -> !settled(name, Optional.ofNullable(seen.get(name)), now));
        return names;
    }

    private boolean settled(String name, Optional<Content> content, long now) {
        if (content.equals(Optional.ofNullable(steady.get(name)))) {
            pending.remove(name);
            return false;
        }
        Pending before = pending.get(name);
        if (before == null || !before.content().equals(content)) {
            pending.put(name, new Pending(content, now));
            return false;
        }
        long needed = content.filter(Content.Bytes.class::isInstance).isPresent() ? quiet : away;
        if (now - before.since() < needed) {
            return false;
        }
        pending.remove(name);
        content.ifPresentOrElse(known -> steady.put(name, known), () -> steady.remove(name));
        return true;
    }
}
