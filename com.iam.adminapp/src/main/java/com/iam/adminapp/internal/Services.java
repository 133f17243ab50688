package com.iam.adminapp.internal;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

import com.iam.configuration.ConfigurationProblem;
import com.iam.state.api.admin.SessionAdministration;
import com.iam.state.api.admin.Testlet;
import com.iam.web.Problem;
import com.iam.web.ProblemException;
import com.iam.web.ServiceSlot;

/** What is there at the moment: the collections change while requests read them. */
record Services(List<SessionAdministration> managers, List<ConfigurationProblem> problems, Map<Testlet, String> testlets,
        ServiceSlot<Representation> representation) {

    Services() {
        this(new CopyOnWriteArrayList<>(), new CopyOnWriteArrayList<>(), new ConcurrentHashMap<>(), new ServiceSlot<>(
                () -> new ProblemException(Problem.notFound("REPRESENTATION_NOT_CONFIGURED", "Nobody can act for users here."))));
    }

    /** Of the repositories that can be examined, sorted. */
    List<String> testletNames() {
        return testlets.values().stream().distinct().sorted().toList();
    }

    Testlet testletOf(String repository) {
        return testlets.entrySet().stream().filter(each -> each.getValue().equals(repository)).map(Map.Entry::getKey)
                .findFirst().orElseThrow(() -> new ProblemException(Problem.notFound("REPOSITORY_UNKNOWN",
                        "No repository of this name can be examined.")));
    }

    SessionAdministration managerOf(String module) {
        return managers.stream().filter(manager -> manager.status().module().equals(module)).findFirst()
                .orElseThrow(() -> new ProblemException(Problem.notFound("MODULE_UNKNOWN",
                        "No module of this name has a state manager.")));
    }
}
