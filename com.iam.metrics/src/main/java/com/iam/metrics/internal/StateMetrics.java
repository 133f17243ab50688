package com.iam.metrics.internal;

import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import com.iam.state.api.admin.SessionAdministration;
import com.iam.state.api.admin.KeyInfo;
import com.iam.state.api.admin.ManagerStatus;
import com.iam.state.api.admin.RepositoryInfo;
import com.iam.state.api.admin.RepositoryInfo.EncryptionInfo;
import com.iam.users.api.UserDirectory;

import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;

/** The state of things as numbers. There is no name of a user, no id of a session and no secret among them. */
final class StateMetrics {

    private static final Map<String, String> HELP = Map.ofEntries(
            Map.entry("iam_configuration_problems", "Settings that were refused"),
            Map.entry("iam_user_directory_answers", "Whether the user directory lets users log in"),
            Map.entry("iam_state_bound", "Whether the sessions of a module can be served"),
            Map.entry("iam_sessions", "Live sessions of a module"),
            Map.entry("iam_carry_over_sessions", "Sessions on their way from one repository to another"),
            Map.entry("iam_carry_over_sessions_per_second", "How many of them arrive in a second"),
            Map.entry("iam_key_report_timestamp_seconds", "When the sessions of each key were counted"),
            Map.entry("iam_key_sessions", "Live sessions that a key protects"),
            Map.entry("iam_key_sealing_instances", "Instances that seal with a key"),
            Map.entry("iam_key_unused", "Whether a key protects nothing and nobody seals with it: it is new, or may be retired"),
            Map.entry("iam_key_last_session_end_timestamp_seconds", "When the last session under a key has ended, whatever its use"),
            Map.entry("iam_repository_warnings", "What a repository is refused now, or may lose sessions by"),
            Map.entry("iam_near_cache_serving", "Whether reads may be answered from the near cache right now"),
            Map.entry("iam_near_cache_entries", "Copies in the near cache"));

    private static final Map<String, String> COUNTED = Map.of(
            "iam_redis_refusals", "Calls that Redis refused though it answered",
            "iam_audit_lines_lost", "Lines of the audit log that could not be written",
            "iam_near_cache_hits", "Reads that the near cache answered",
            "iam_near_cache_misses", "Reads that the near cache passed on to Redis",
            "iam_near_cache_evictions", "Copies that had to make room",
            "iam_near_cache_emptied", "How often the near cache was emptied: it could not be sure to hear of changes");

    /** By labels: while settings change two repositories may have one name for a moment, and what stands twice cannot be written. */
    private final Map<String, Map<Labels, GaugeDataPointSnapshot>> points = new LinkedHashMap<>();
    private final Map<String, Map<Labels, CounterDataPointSnapshot>> counted = new LinkedHashMap<>();

    private StateMetrics() {
    }

    /**
     * @param problems how many settings were refused
     * @param lost how many lines of the audit log
     */
    static MetricSnapshots of(Collection<SessionAdministration> managers, Optional<UserDirectory> directory, int problems, long lost) {
        StateMetrics metrics = new StateMetrics();
        metrics.count("iam_audit_lines_lost", lost, Labels.EMPTY);
        metrics.put("iam_configuration_problems", problems, Labels.EMPTY);
        metrics.put("iam_user_directory_answers", directory.filter(StateMetrics::answers).isPresent() ? 1 : 0, Labels.EMPTY);
        Map<String, RepositoryInfo> repositories = new LinkedHashMap<>();
        for (SessionAdministration manager : managers) {
            ManagerStatus status = manager.status();
            metrics.module(manager, status);
            status.repository().ifPresent(repository -> repositories.putIfAbsent(repository.location(), repository));
        }
        repositories.values().forEach(metrics::keys);
        repositories.values().forEach(metrics::nearCache);
        repositories.values().forEach(metrics::refusals);
        return metrics.snapshots();
    }

    private void module(SessionAdministration manager, ManagerStatus status) {
        Labels module = Labels.of("module", status.module());
        Optional<Long> sessions = status.repository().flatMap(repository -> count(manager));
        put("iam_state_bound", sessions.isPresent() ? 1 : 0, module);
        // A number that is not known is left out, as Prometheus has it.
        sessions.ifPresent(number -> put("iam_sessions", number, module));
        status.carryOver().ifPresent(progress -> {
            put("iam_carry_over_sessions", progress.done(), module.merge(Labels.of("state", "done")));
            put("iam_carry_over_sessions", progress.remaining(), module.merge(Labels.of("state", "remaining")));
            put("iam_carry_over_sessions", progress.failed(), module.merge(Labels.of("state", "failed")));
            put("iam_carry_over_sessions_per_second", progress.perSecond(), module);
        });
    }

    private static boolean answers(UserDirectory directory) {
        try {
            directory.check();
            return true;
        } catch (RuntimeException e) {
            return false;
        }
    }

    private static Optional<Long> count(SessionAdministration manager) {
        try {
            return Optional.of(manager.count());
        } catch (RuntimeException e) {
            // Of any kind: one number that is missing must not take all the others with it.
            return Optional.empty();
        }
    }

    private void keys(RepositoryInfo repository) {
        repository.encryption().ifPresent(encryption -> encryption.report().ifPresent(report -> {
            Map<String, String> uses = uses(encryption);
            put("iam_key_report_timestamp_seconds", seconds(report.countedAt()), Labels.of("repository", repository.name()));
            report.keys().forEach(key -> {
                Labels labels = Labels.of("repository", repository.name(), "key", key.id(), "use",
                        uses.getOrDefault(key.id(), "unknown"));
                put("iam_key_sessions", key.sessions(), labels);
                put("iam_key_sealing_instances", key.sealers(), labels);
                put("iam_key_unused", key.isUnused() ? 1 : 0, labels);
                key.until().ifPresent(until -> put("iam_key_last_session_end_timestamp_seconds", seconds(until), labels));
            });
        }));
    }

    private void nearCache(RepositoryInfo repository) {
        repository.nearCache().ifPresent(cache -> {
            Labels labels = Labels.of("repository", repository.name());
            put("iam_near_cache_serving", cache.serving() ? 1 : 0, labels);
            put("iam_near_cache_entries", cache.entries(), labels);
            count("iam_near_cache_hits", cache.hits(), labels);
            count("iam_near_cache_misses", cache.misses(), labels);
            count("iam_near_cache_evictions", cache.evictions(), labels);
            count("iam_near_cache_emptied", cache.emptied(), labels);
        });
    }

    private void refusals(RepositoryInfo repository) {
        put("iam_repository_warnings", repository.warnings().size(), Labels.of("repository", repository.name()));
        repository.refusals().forEach((reason, number) ->
                count("iam_redis_refusals", number, Labels.of("repository", repository.name(), "reason", reason)));
    }

    private static Map<String, String> uses(EncryptionInfo encryption) {
        Map<String, String> uses = new HashMap<>();
        for (KeyInfo key : encryption.keys()) {
            uses.put(key.id(), key.use().name().toLowerCase(Locale.ROOT));
        }
        return uses;
    }

    private static double seconds(Instant instant) {
        return instant.toEpochMilli() / 1000.0;
    }

    private void put(String name, double value, Labels labels) {
        points.computeIfAbsent(name, unused -> new LinkedHashMap<>())
                .putIfAbsent(labels, GaugeDataPointSnapshot.builder().labels(labels).value(value).build());
    }

    private void count(String name, double value, Labels labels) {
        counted.computeIfAbsent(name, unused -> new LinkedHashMap<>())
                .putIfAbsent(labels, CounterDataPointSnapshot.builder().labels(labels).value(value).build());
    }

    private MetricSnapshots snapshots() {
        return new MetricSnapshots(Stream.concat(
                points.entrySet().stream().map(each -> (MetricSnapshot) new GaugeSnapshot(
                        new MetricMetadata(each.getKey(), HELP.get(each.getKey())), each.getValue().values())),
                counted.entrySet().stream().map(each -> new CounterSnapshot(
                        new MetricMetadata(each.getKey(), COUNTED.get(each.getKey())), each.getValue().values()))).toList());
    }
}
