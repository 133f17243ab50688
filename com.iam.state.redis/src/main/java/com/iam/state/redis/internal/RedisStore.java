package com.iam.state.redis.internal;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.redisson.client.RedisClient;

import com.iam.state.api.provider.Deadline;
import com.iam.state.redis.internal.wire.Dial;

/**
 * A place in Redis, and what is done there without looking into the states.
 *
 * @param location without secrets, for people; two stores with the same location share their states
 * @param cluster whether keys lie on several nodes, so that a script can have those of one bucket only
 */
record RedisStore(RedisLink link, Replication replication, String namespace, String location, boolean cluster,
        Certificates certificates, ModuleNames names, Coherence coherence, Refusals refusals) implements AutoCloseable {

    /** A script keeps Redis from everything else, so what may be long is cut up. */
    private static final int BUCKETS_AT_A_TIME = 16;
    private static final int ENTRIES_AT_A_TIME = 500;
    /** Far more than an IAM has. Those of this instance come first: names that somebody has planted shall not keep it from them. */
    private static final int MODULES = 100;
    private static final Duration PROBE_MARGIN = Duration.ofSeconds(1);

    /** Begins to connect; whoever asks waits for that. */
    static RedisStore connect(RedisSettings settings) {
        return connect(settings, new Doubts());
    }

    /** @param doubts of the connection before, if there was one */
    static RedisStore connect(RedisSettings settings, Doubts doubts) {
        Certificates certificates = new Certificates(settings.tls(), settings.location());
        boolean follows = settings.topology().mode() != Topology.Mode.SINGLE;
        RedissonLink redisson = new RedissonLink(() -> ClientConfiguration.of(settings, certificates), settings.location(),
                settings.responseTimeout(), settings.replication(), follows);
        RedisLink link = redisson;
        if (!settings.address().isSocket()) {
            link = new WireLink(redisson, wires(settings, redisson, certificates), settings.responseTimeout());
        }
        if (settings.replication().isAsked()) {
            link = new ReplicatingLink(link, new RedissonLink(() -> ClientConfiguration.ofWaiting(settings, certificates),
                    settings.location() + ", for writes that wait for replicas", settings.responseTimeout(),
                    settings.replication(), follows));
        }
        link = new CheckedLink(link);
        // One node of a Cluster that is away says nothing about the others.
        boolean cluster = settings.topology().mode() == Topology.Mode.CLUSTER;
        if (!cluster) {
            link = new BreakingLink(link, settings.location(),
                    new RedisLink.Call(List.of(KeyLayout.check(settings.namespace(), 0)), List.of("0", "0")),
                    settings.responseTimeout().plus(PROBE_MARGIN));
        }
        Refusals refusals = new Refusals(new RefusalCheck(link, () -> checkKeys(settings.namespace(), redisson, cluster),
                settings.replication().isAsked(), settings.nearCache().on()), settings.location(), cluster);
        link = new NotingLink(link, refusals);
        return new RedisStore(link, settings.replication(), settings.namespace(), settings.location(), cluster, certificates,
                new ModuleNames(link, settings.namespace()), coherence(settings, redisson, refusals, doubts),
                refusals);
    }

    /** One for each primary. */
    private static List<String> checkKeys(String namespace, RedissonLink redisson, boolean cluster) {
        Map<Optional<RedisClient>, String> keys = new LinkedHashMap<>();
        for (int i = 0; i < (cluster ? KeyLayout.BUCKETS : 1); i++) {
            String key = KeyLayout.check(namespace, i);
            keys.putIfAbsent(redisson.client().flatMap(client -> Primaries.of(client, key)), key);
        }
        return List.copyOf(keys.values());
    }

    static Wires wires(RedisSettings settings, RedissonLink redisson, Certificates certificates) {
        Dial dial = new Dial(
                settings.topology().tls()
                        ? Optional.of(new Dial.Tls(certificates::context, settings.tls().verifyHostName()))
                        : Optional.empty(),
                settings.credentials().username(), settings.credentials().password(), settings.topology().database(),
                ClientConfiguration.NAME + "-requests", settings.connectionTimeout(), settings.responseTimeout());
        Wires wires = new Wires(redisson::client, dial, settings.maximumPoolSize(), settings.location());
        redisson.onChange(wires::lookNow);
        return wires;
    }

    /** Past the breaker: what beats all the time shall not open it, and has its own patience. */
    private static Coherence coherence(RedisSettings settings, RedissonLink redisson, Refusals refusals, Doubts doubts) {
        String id = HexFormat.of().toHexDigits(new SecureRandom().nextLong());
        List<String> channels = Coherence.channels(settings.namespace(), id, settings.nearCache());
        RedisLink link = new NotingLink(new CheckedLink(redisson), refusals);
        return new Coherence(link, settings.namespace(), id, settings.nearCache(), doubts,
                (heard, lost) -> new PrimaryHearing(redisson::client, channels, heard, lost, refusals::met,
                        settings.responseTimeout()));
    }

    @Override
    public void close() {
        refusals.close();
        coherence.close();
        link.close();
    }

    void check(Deadline deadline) {
        refusals.check(deadline);
    }

    /** What the clock there shows. */
    Instant time(Deadline deadline) {
        return RedisClock.asked(link, KeyLayout.modules(namespace), deadline);
    }

    /** @param lastEnd when the lifetime of the last one ends, in milliseconds; 0 if nobody asked */
    record Protected(long sessions, long lastEnd) {

        private Protected and(Protected other) {
            return new Protected(sessions + other.sessions, Math.max(lastEnd, other.lastEnd));
        }
    }

    /** The number of live sessions under these keys, by key id, in all modules; not those under none. */
    Map<String, Long> sessionsUnder(Set<String> keyIds, Deadline deadline) {
        Map<String, Long> numbers = new HashMap<>();
        protectedBy("", keyIds, deadline).forEach((id, found) -> numbers.put(id, found.sessions()));
        return numbers;
    }

    /** The number of live sessions by the id of the key that they are under. */
    Map<String, Long> sessionsByKey(Deadline deadline) {
        Map<String, Long> numbers = new HashMap<>();
        protectedBy("", deadline).forEach((id, found) -> numbers.put(id, found.sessions()));
        return numbers;
    }

    /**
     * What each key protects in all modules.
     *
     * @param primary id of a key whose sessions are only counted, since they are many; empty if there is none
     */
    Map<String, Protected> protectedBy(String primary, Deadline deadline) {
        return protectedBy(primary, Set.of(), deadline);
    }

    private Map<String, Protected> protectedBy(String primary, Set<String> only, Deadline deadline) {
        List<String> asked = Stream.concat(Stream.of(primary), only.stream()).toList();
        Map<String, Protected> found = new HashMap<>();
        for (String module : modules(deadline)) {
            KeyLayout keys = new KeyLayout(namespace, module);
            List<Reply> replies = new ArrayList<>();
            if (cluster) {
                replies = link.runAll(Script.KEYS, ClusterLists.each(keys.indexes(0, KeyLayout.BUCKETS), asked),
                        deadline);
            }
            for (int from = 0; !cluster && from < KeyLayout.BUCKETS; from += BUCKETS_AT_A_TIME) {
                replies.add(link.run(Script.KEYS, keys.indexes(from, from + BUCKETS_AT_A_TIME), asked, deadline));
            }
            for (Reply reply : replies) {
                for (int i = 0; i < reply.size(); i += 3) {
                    found.merge(reply.text(i), new Protected(reply.number(i + 1), reply.number(i + 2)), Protected::and);
                }
            }
        }
        return found;
    }

    /** Says with which key an instance seals. Returns the key ids that instances have named of late, one for each. */
    List<String> sealers(String primary, String instance, Duration counts, Deadline deadline) {
        Reply reply = link.run(Script.SEALERS, List.of(KeyLayout.sealers(namespace)),
                List.of(primary, instance, counts.toMillis()), deadline);
        return IntStream.range(0, reply.size()).mapToObj(reply::text).toList();
    }

    /** Takes ended sessions out of the indexes, as far as the time goes. */
    void sweep(Deadline deadline) {
        for (String module : modules(deadline)) {
            KeyLayout keys = new KeyLayout(namespace, module);
            if (cluster) {
                ClusterSweep.sweep(link, keys, List.of("", ClusterSweep.ENTRIES_OF_A_BUCKET, coherence.sweepChannel(),
                        coherence.sweepMessage(module)), deadline);
                continue;
            }
            List<String> indexes = keys.indexes(0, KeyLayout.BUCKETS);
            long judged = ENTRIES_AT_A_TIME;
            while (judged == ENTRIES_AT_A_TIME && !deadline.hasPassed()) {
                judged = link.run(Script.SWEEP, indexes, List.of(keys.base(), ENTRIES_AT_A_TIME,
                        coherence.sweepChannel(), coherence.sweepMessage(module)), deadline).number(0);
            }
        }
    }

    List<String> modules(Deadline deadline) {
        Reply reply = link.run(Script.MODULES, List.of(KeyLayout.modules(namespace)), List.of(), deadline);
        Set<String> listed = IntStream.range(0, reply.size()).mapToObj(reply::text).collect(Collectors.toSet());
        Set<String> known = names.known();
        known.stream().filter(module -> !listed.contains(module)).forEach(module -> names.putBack(module, deadline));
        return Stream.concat(known.stream(), listed.stream()).filter(KeyLayout::isModule).distinct().limit(MODULES).toList();
    }
}
