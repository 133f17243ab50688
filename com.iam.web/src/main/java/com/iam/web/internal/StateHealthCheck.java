package com.iam.web.internal;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;

import org.apache.felix.hc.api.FormattingResultLog;
import org.apache.felix.hc.api.HealthCheck;
import org.apache.felix.hc.api.Result;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import com.iam.state.api.admin.SessionAdministration;
import com.iam.state.api.StateUnavailableException;
import com.iam.state.api.admin.KeyInfo;
import com.iam.state.api.admin.KeyReport;
import com.iam.state.api.admin.ManagerStatus;
import com.iam.state.api.admin.RepositoryInfo;
import com.iam.state.api.admin.RepositoryInfo.EncryptionInfo;

/** Ready once every module can reach its sessions. */
@Component(property = {HealthCheck.NAME + "=Session state", HealthCheck.TAGS + "=ready"})
public final class StateHealthCheck implements HealthCheck {

    private static final Logger LOG = LoggerFactory.getLogger(StateHealthCheck.class);

    private final RequiredModules required;
    private final List<SessionAdministration> managers = new CopyOnWriteArrayList<>();
    private final InTime inTime = new InTime();

    @Activate
    public StateHealthCheck(@Reference RequiredModules required) {
        this.required = required;
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bindSessions(SessionAdministration manager) {
        managers.add(manager);
    }

    void unbindSessions(SessionAdministration manager) {
        managers.remove(manager);
    }

    @Override
    public Result execute() {
        return inTime.of(this::look);
    }

    private Result look() {
        FormattingResultLog log = new FormattingResultLog();
        List<SessionAdministration> present = List.copyOf(managers);
        List<String> modules = present.stream().map(manager -> manager.status().module()).toList();
        required.get().stream().filter(module -> !modules.contains(module))
                .forEach(module -> log.temporarilyUnavailable("no state manager for module {}", module));
        Map<String, Optional<String>> asked = new HashMap<>();
        present.forEach(manager -> check(manager, asked, log));
        return new Result(log);
    }

    /** @param asked what is wrong with each repository, if anything is: who is away is waited for once, and not by each module */
    private static void check(SessionAdministration manager, Map<String, Optional<String>> asked, FormattingResultLog log) {
        ManagerStatus status = manager.status();
        String module = status.module();
        if (!status.notes().isEmpty()) {
            // Something to look at, but no reason to send requests elsewhere: others would not fare better. Notes quote settings.
            log.warn("module {}: notes for operators: {}; the log and the Adminapp have them", module, status.notes().size());
        }
        Optional<String> wrong = asked.computeIfAbsent(status.repository().map(RepositoryInfo::location).orElse("none"),
                unused -> wrongWith(manager));
        // What the look has found out, too.
        manager.status().repository().map(RepositoryInfo::warnings).orElse(List.of())
                .forEach(warning -> log.warn("sessions of module {}: {}", module, warning));
        Optional<String> lost = status.repository().flatMap(RepositoryInfo::encryption).flatMap(StateHealthCheck::lost);
        if (wrong.isEmpty() && lost.isPresent()) {
            log.temporarilyUnavailable("sessions of module {} cannot be served: {}", module, lost.get());
        } else if (wrong.isEmpty()) {
            log.info("sessions of module {} can be served", module);
        } else {
            log.temporarilyUnavailable("sessions of module {} cannot be served: {}", module, wrong.get());
        }
    }

    /**
     * Whether most of what lives is under keys that are not there: then it is this instance that is wrong. A few such sessions may be
     * nothing, or planted, and are told by the log and the Adminapp.
     */
    private static Optional<String> lost(EncryptionInfo encryption) {
        Set<String> known = encryption.keys().stream().map(KeyInfo::id).collect(Collectors.toSet());
        List<KeyReport.Usage> usages = encryption.report().map(KeyReport::keys).orElse(List.of());
        List<KeyReport.Usage> foreign = usages.stream().filter(each -> each.sessions() > 0 && !known.contains(each.id())).toList();
        long all = usages.stream().mapToLong(KeyReport.Usage::sessions).sum();
        long lost = foreign.stream().mapToLong(KeyReport.Usage::sessions).sum();
        return lost == 0 || lost * 2 < all
                ? Optional.empty()
                : Optional.of(lost + " of " + all + " live sessions are under a key (" + foreign.get(0).id() + ") that " + encryption.kind()
                        + " '" + encryption.name() + "' does not have");
    }

    private static Optional<String> wrongWith(SessionAdministration manager) {
        try {
            manager.check();
            return Optional.empty();
        } catch (StateUnavailableException e) {
            return Optional.of(e.getMessage());
        } catch (RuntimeException | LinkageError e) {
            // Anybody may read the answer, so it says no more.
            LOG.warn("The check of a module failed", e);
            return Optional.of("an unexpected fault; the log says which");
        }
    }
}
