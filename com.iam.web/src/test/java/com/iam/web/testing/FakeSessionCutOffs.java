package com.iam.web.testing;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

import com.iam.users.api.SessionCutOffs;
import com.iam.users.api.UserDirectoryUnavailableException;
import com.iam.users.api.UserKind;
import com.iam.users.api.UserNames;

/** Cut-offs in a map: what was ended here, and what this instance has heard of that. */
public final class FakeSessionCutOffs implements SessionCutOffs {

    private record Key(UserKind kind, String module, String name) {
    }

    private final TestClock clock;
    private final Map<Key, Instant> kept = new ConcurrentHashMap<>();
    private final Map<Key, Instant> heard = new ConcurrentHashMap<>();
    private final Set<Key> barred = ConcurrentHashMap.newKeySet();
    private volatile boolean available = true;

    public FakeSessionCutOffs(TestClock clock) {
        this.clock = clock;
    }

    public void setAvailable(boolean available) {
        this.available = available;
    }

    public void bar(UserKind kind, String name) {
        barred.add(key(kind, EVERY_MODULE, name));
    }

    /** As another instance does, of which this one has not heard yet. */
    public Instant endUnheard(UserKind kind, String module, String name, Instant at) {
        kept.put(key(kind, module, name), at);
        return at;
    }

    @Override
    public Optional<Instant> end(UserKind kind, String module, String name) {
        mustBeThere();
        kept.put(key(kind, module, name), clock.instant());
        heard.putAll(kept);
        return Optional.of(clock.instant());
    }

    @Override
    public Optional<Instant> latest(UserKind kind, String module, String name) {
        mustBeThere();
        heard.putAll(kept);
        return known(kind, module, name);
    }

    @Override
    public Optional<Instant> known(UserKind kind, String module, String name) {
        return Stream.of(module, EVERY_MODULE).flatMap(each -> Stream.ofNullable(heard.get(key(kind, each, name))))
                .max(Instant::compareTo);
    }

    @Override
    public boolean isBarred(UserKind kind, String name) {
        return barred.contains(key(kind, EVERY_MODULE, name));
    }

    private void mustBeThere() {
        if (!available) {
            throw new UserDirectoryUnavailableException("the database is away", null);
        }
    }

    private static Key key(UserKind kind, String module, String name) {
        return new Key(kind, module, UserNames.comparable(name));
    }
}
