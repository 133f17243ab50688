package com.iam.state.redis.internal;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;


import com.iam.state.api.StateUnavailableException;
import com.iam.state.api.provider.Deadline;
import com.iam.state.api.provider.StateEncryption;
import com.iam.state.testkit.Await;
import com.iam.support.config.Settings;
import com.iam.support.gate.Gate;

/** A repository over a server, without a framework. */
final class Fixture implements AutoCloseable {

    static final String AES = "(state.encryption=aes128gcm)";
    /** With a lease that is no matter of luck on a busy machine. */
    static final Map<String, Object> NEAR_CACHE = Map.of("nearCache", true, "nearCacheLeaseInMs", 4000);

    final Map<Long, Candidate> candidates = new ConcurrentHashMap<>();
    final Gate<Backend> gate = new Gate<>("no state encryption", new Gate.Limits(Duration.ofMillis(500), 1000));
    final RedisSettings settings;
    final RedisStore store;
    final EncryptionBinding binding;
    final RedisStateRepository repository;

    Fixture(String uri, StateEncryption encryption) {
        this(settings(uri, Map.of()), encryption);
    }

    Fixture(RedisSettings settings, StateEncryption encryption) {
        this(settings, encryption, store(settings));
    }

    Fixture(RedisSettings settings, StateEncryption encryption, RedisStore store) {
        this.settings = settings;
        this.store = store;
        binding = new EncryptionBinding(gate, candidates, settings, store);
        repository = new RedisStateRepository(settings.name(), gate, binding);
        add(1, encryption);
    }

    static Deadline soon() {
        return Deadline.after(Duration.ofSeconds(10));
    }

    /** The defaults, except for what is given. */
    static RedisSettings settings(String uri, Map<String, Object> other) {
        return RedisSettings.of(new Settings(properties(uri, other)));
    }

    static Map<String, Object> properties(String uri, Map<String, Object> other) {
        Map<String, Object> properties = new HashMap<>(Map.of("name", "test", "redisUri", uri, "namespace", "iam",
                "encryption.target", AES, "verifyHostName", true, "responseTimeoutInMs", 1000,
                "connectionTimeoutInMs", 1000, "minimumIdleConnections", 1, "maximumPoolSize", 2));
        properties.putAll(Map.of("idleTimeoutInMs", 10_000, "sweepInterval", 10, "swapWaitInMs", 500, "swapQueue", 1000,
                "service.pid", "com.iam.state.redis~test"));
        properties.putAll(Map.of("acknowledgingReplicas", 0, "acknowledgementTimeoutInMs", 500, "resealPerSecond", 0,
                "abandonedKeys", new String[0]));
        properties.putAll(Map.of("nearCache", false, "nearCacheMaximumEntries", 10_000, "nearCacheMaximumSizeInBytes", 67_108_864,
                "nearCacheLeaseInMs", 500));
        properties.putAll(other);
        return properties;
    }

    static RedisStore store(RedisSettings settings) {
        return RedisStore.connect(settings);
    }

    /** Live sessions by key id. */
    static Map<String, Long> keysInUse(RedisStore store) {
        return store.protectedBy("", soon()).entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, found -> found.getValue().sessions()));
    }

    static Candidate candidate(long id, int ranking, String kind, StateEncryption encryption) {
        return new Candidate(id, ranking, Map.of("state.encryption", kind, "name", "key" + id, StateEncryption.LOCAL, true), encryption);
    }

    Optional<String> add(long id, StateEncryption encryption) {
        candidates.put(id, candidate(id, 0, "aes128gcm", encryption));
        return binding.settle();
    }

    Optional<String> target(String filter) {
        // Of these the binding looks at what chooses an encryption only.
        binding.configure(settings("redis://localhost", Map.of("encryption.target", filter)));
        return binding.settle();
    }

    void awaitConnection() {
        Await.until("Redis can be reached", () -> {
            try {
                repository.check(soon());
                return true;
            } catch (StateUnavailableException e) {
                return false;
            }
        });
        if (settings.nearCache().on()) {
            Await.until("the near cache may serve", () -> store.coherence().mayServe());
        }
    }

    /** What empties a server, except for the list of near caches: an empty one would have them start anew. */
    static String[] flush() {
        return new String[] {"EVAL", "for _, key in ipairs(redis.call('KEYS', '*')) do "
                + "if key ~= 'iam:1:caches' then redis.call('DEL', key) end end", "0"};
    }

    @Override
    public void close() {
        binding.store().close();
    }
}
