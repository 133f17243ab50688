package com.iam.adminapp.internal;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

import com.iam.state.api.ConfigurationProblem;
import com.iam.state.api.KeyInfo;
import com.iam.state.api.ManagerStatus;
import com.iam.state.api.RepositoryInfo;
import com.iam.state.api.RepositoryInfo.EncryptionInfo;
import com.iam.state.api.StateManager;
import com.iam.state.api.StateUnavailableException;
import com.iam.web.Answer;

/** Shows where the sessions of each module are right now, what protects them, and which settings were refused. */
final class StateEndpoint {

    private final Services services;

    StateEndpoint(Services services) {
        this.services = services;
    }

    Answer show() {
        List<Map<String, Object>> modules = services.managers().stream().map(StateEndpoint::module)
                .sorted(Comparator.comparing(module -> (String) module.get("module"))).toList();
        List<Map<String, Object>> problems = services.problems().stream()
                .sorted(Comparator.comparing(ConfigurationProblem::file).thenComparing(ConfigurationProblem::key))
                .map(StateEndpoint::problem).toList();
        return new Answer.Document("state", members("modules", modules, "problems", problems,
                "testlets", services.testletNames()));
    }

    private static Map<String, Object> module(StateManager manager) {
        ManagerStatus status = manager.status();
        return members(
                "module", status.module(),
                "target", status.target(),
                "sessionIdleTimeoutInMs", status.timeouts().idle().toMillis(),
                "sessionLifetimeInMs", status.timeouts().absoluteLifetime().toMillis(),
                "repository", orNull(status.repository(), StateEndpoint::repository),
                "carryOver", orNull(status.carryOver(), progress -> members("done", progress.done(),
                        "remaining", progress.remaining(), "failed", progress.failed())),
                "notes", status.notes(),
                "liveSessions", liveSessions(manager, status));
    }

    /** Nobody who looks at a fault should have to wait for it, so a repository that is not bound is not asked. */
    private static Object liveSessions(StateManager manager, ManagerStatus status) {
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
                "keys", encryption.keys().stream().map(StateEndpoint::key).toList(),
                "warning", encryption.warning().orElse(null));
    }

    private static Map<String, Object> key(KeyInfo key) {
        return members("id", key.id(), "use", key.use().name().toLowerCase(Locale.ROOT));
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
