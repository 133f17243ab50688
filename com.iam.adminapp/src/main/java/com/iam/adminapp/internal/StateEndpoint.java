package com.iam.adminapp.internal;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

import com.iam.configuration.ConfigurationProblem;
import com.iam.state.api.StateUnavailableException;
import com.iam.state.api.admin.KeyReport.Usage;
import com.iam.state.api.admin.ManagerStatus;
import com.iam.state.api.admin.RepositoryInfo;
import com.iam.state.api.admin.RepositoryInfo.EncryptionInfo;
import com.iam.state.api.admin.SessionAdministration;
import com.iam.web.Answer;
import com.iam.web.Call;

/** Shows where the sessions of each module are right now, what protects them, and which settings were refused. */
final class StateEndpoint {

    /** Behind a load balancer each look may be answered by another instance. */
    private static final String HOST = host();

    private final Services services;

    StateEndpoint(Services services) {
        this.services = services;
    }

    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "localhost";
        }
    }

    Answer show(Call call) {
        List<Map<String, Object>> modules = services.managers().stream().map(StateEndpoint::module)
                .sorted(Comparator.comparing(module -> (String) module.get("module"))).toList();
        List<Map<String, Object>> problems = services.problems().stream()
                .sorted(Comparator.comparing(ConfigurationProblem::file).thenComparing(ConfigurationProblem::key))
                .map(StateEndpoint::problem).toList();
        return new Answer.Document("state", members("instance", HOST + ":" + call.port(), "modules", modules,
                "problems", problems, "testlets", services.testletNames(), "representation", services.representation().isBound()));
    }

    private static Map<String, Object> module(SessionAdministration manager) {
        ManagerStatus status = manager.status();
        return members(
                "module", status.module(),
                "target", status.target(),
                "sessionIdleTimeoutInMs", status.timeouts().idle().toMillis(),
                "sessionLifetimeInMs", status.timeouts().absoluteLifetime().toMillis(),
                "repository", orNull(status.repository(), StateEndpoint::repository),
                "carryOver", orNull(status.carryOver(), progress -> members("done", progress.done(),
                        "remaining", progress.remaining(), "failed", progress.failed(), "perSecond", progress.perSecond())),
                "notes", Stream.concat(status.notes().stream(),
                        status.repository().map(RepositoryInfo::warnings).orElse(List.of()).stream()).toList(),
                "liveSessions", liveSessions(manager, status));
    }

    /** Nobody who looks at a fault should have to wait for it, so a repository that is not bound is not asked. */
    private static Object liveSessions(SessionAdministration manager, ManagerStatus status) {
        if (status.repository().isEmpty()) {
            return "unavailable";
        }
        try {
            return manager.count();
        } catch (StateUnavailableException e) {
            return "unavailable";
        }
    }

    private static Map<String, Object> repository(RepositoryInfo repository) {
        return members("kind", repository.kind(), "name", repository.name(), "location", repository.location(),
                "encryption", orNull(repository.encryption(), StateEndpoint::encryption));
    }

    private static Map<String, Object> encryption(EncryptionInfo encryption) {
        return members("kind", encryption.kind(), "name", encryption.name(),
                "keys", keys(encryption),
                "countedAt", encryption.report().map(report -> report.countedAt().toString()).orElse(null),
                "phase", encryption.phase().orElse(null),
                "warning", encryption.warning().orElse(null));
    }

    /** Those of the encryption, and any other that was found in use. */
    private static List<Map<String, Object>> keys(EncryptionInfo encryption) {
        Map<String, Usage> usages = new LinkedHashMap<>();
        encryption.report().ifPresent(report -> report.keys().forEach(usage -> usages.put(usage.id(), usage)));
        List<Map<String, Object>> keys = new ArrayList<>();
        encryption.keys().forEach(key -> keys.add(
                key(key.id(), key.use().name().toLowerCase(Locale.ROOT), Optional.ofNullable(usages.remove(key.id())))));
        usages.forEach((id, usage) -> keys.add(key(id, "unknown", Optional.of(usage))));
        return keys;
    }

    private static Map<String, Object> key(String id, String use, Optional<Usage> usage) {
        return members("id", id, "use", use,
                "liveSessions", usage.map(Usage::sessions).orElse(null),
                "sealingInstances", usage.map(Usage::sealers).orElse(null),
                "noneAfter", usage.flatMap(Usage::until).map(Object::toString).orElse(null),
                "unused", usage.map(Usage::isUnused).orElse(null),
                "usedUp", usage.map(Usage::isUsedUp).orElse(null));
    }

    private static Map<String, Object> problem(ConfigurationProblem problem) {
        return members("pid", problem.pid(), "file", problem.file(), "key", problem.key(),
                "reason", problem.reason(), "consequence", problem.consequence());
    }

    private static <T> Object orNull(Optional<T> value, Function<T, Map<String, Object>> shape) {
        return value.map(shape).orElse(null);
    }

    /** Names and values in turn. Unlike {@code Map.of} it keeps their order and takes nulls. */
    static Map<String, Object> members(Object... namesAndValues) {
        Map<String, Object> members = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            members.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return members;
    }
}
