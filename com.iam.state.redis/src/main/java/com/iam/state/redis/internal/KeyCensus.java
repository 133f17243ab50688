package com.iam.state.redis.internal;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import com.iam.state.api.StateUnavailableException;
import com.iam.state.api.admin.KeyInfo;
import com.iam.state.api.admin.KeyReport;
import com.iam.state.api.admin.KeyReport.Usage;
import com.iam.state.api.provider.Deadline;
import com.iam.state.redis.internal.RedisStore.Protected;

/**
 * Counts from time to time what each key protects, and tells the other instances with which one this instance seals. One
 * thread at a time.
 */
final class KeyCensus {

    /** For this long an instance counts as one that seals with the key it named last. */
    static final Duration FRESH = Duration.ofMinutes(3);

    private static final Logger LOG = LoggerFactory.getLogger(KeyCensus.class);

    private final String instance;
    private Set<String> unopened = Set.of();
    private Set<String> inUse = Set.of();
    private final Set<String> everUsed = new HashSet<>();

    KeyCensus(SecureRandom random) {
        byte[] id = new byte[8];
        random.nextBytes(id);
        this.instance = HexFormat.of().formatHex(id);
    }

    /** @throws StateUnavailableException if Redis cannot be asked */
    KeyReport take(RedisStore store, Candidate encryption, Deadline deadline) {
        encryption.guarded().refresh(deadline);
        List<KeyInfo> keys = encryption.guarded().keys();
        String primary = keys.get(0).id();
        // In this order: who seals with a key no more has left sessions that are then counted.
        List<String> sealers = store.sealers(primary, instance, FRESH, deadline);
        Map<String, Protected> found = store.protectedBy(primary, deadline);

        Set<String> ids = keys.stream().map(KeyInfo::id).collect(Collectors.toCollection(LinkedHashSet::new));
        sealers.stream().sorted().forEach(ids::add);
        found.keySet().stream().sorted().forEach(ids::add);
        List<Usage> usages = new ArrayList<>();
        ids.forEach(id -> usages.add(usage(id, found.getOrDefault(id, new Protected(0, 0)), Collections.frequency(sealers, id))));
        KeyReport report = new KeyReport(Instant.now(), usages);
        tell(report, encryption, store.location());
        return report;
    }

    /** Tells the others that this instance seals no more. */
    void leave(RedisStore store, Deadline deadline) {
        try {
            store.sealers("", instance, FRESH, deadline);
        } catch (StateUnavailableException e) {
            LOG.debug("{} was not told: {}", store.location(), e.getMessage());
        }
    }

    private Usage usage(String id, Protected found, int sealers) {
        if (found.sessions() > 0 || sealers > 0) {
            everUsed.add(id);
        }
        boolean known = sealers == 0 && found.lastEnd() > 0;
        return new Usage(id, found.sessions(), sealers,
                known ? Optional.of(Instant.ofEpochMilli(found.lastEnd())) : Optional.empty(), everUsed.contains(id));
    }

    /** One line when it begins and one when it ends: this is looked at again and again. */
    private void tell(KeyReport report, Candidate encryption, String location) {
        Set<String> opens = encryption.opens();
        Set<String> foreign = report.keys().stream().filter(key -> key.sessions() > 0 && !opens.contains(key.id()))
                .map(Usage::id).collect(Collectors.toSet());
        report.keys().stream().filter(key -> foreign.contains(key.id()) && !unopened.contains(key.id())).forEach(key ->
                LOG.warn("Live sessions ({}) in {} are under key {}, which {} does not open", key.sessions(), location, key.id(),
                        encryption.label()));
        report.keys().stream().filter(key -> key.isUnused() && inUse.contains(key.id())).forEach(key ->
                LOG.info("Key {} protects no session in {} any more, and no instance seals with it: it may be retired", key.id(),
                        location));
        unopened = foreign;
        inUse = report.keys().stream().filter(key -> !key.isUnused()).map(Usage::id).collect(Collectors.toSet());
    }
}
