package com.iam.adminapp.internal;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import com.iam.state.api.ConfigurationProblem;
import com.iam.state.api.StateManager;
import com.iam.web.Problem;
import com.iam.web.ProblemException;

/** What is there at the moment: both lists change while requests read them. */
record Services(List<StateManager> managers, List<ConfigurationProblem> problems) {

    Services() {
        this(new CopyOnWriteArrayList<>(), new CopyOnWriteArrayList<>());
    }

    StateManager managerOf(String module) {
        return managers.stream().filter(manager -> manager.status().module().equals(module)).findFirst()
                .orElseThrow(() -> new ProblemException(Problem.notFound("MODULE_UNKNOWN",
                        "No module of this name has a state manager.")));
    }
}
