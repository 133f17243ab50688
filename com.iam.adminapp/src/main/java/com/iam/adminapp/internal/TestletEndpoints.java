package com.iam.adminapp.internal;

import static com.iam.adminapp.internal.StateEndpoint.members;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

import com.iam.state.api.admin.Testlet;
import com.iam.state.api.admin.TestletReport;
import com.iam.state.api.admin.TestletReport.Failed;
import com.iam.state.api.admin.TestletReport.Passed;
import com.iam.state.api.admin.TestletReport.Result;
import com.iam.state.api.admin.TestletReport.Skipped;
import com.iam.state.api.admin.TestletReport.Stage;
import com.iam.web.Answer;
import com.iam.web.Call;
import com.iam.web.Problem;
import com.iam.web.ProblemException;

/** Examines a repository, one run of each at a time, and tells how far a run is. */
final class TestletEndpoints {

    private final Services services;
    /** The stages that are over, of each run that is not. */
    private final Map<String, List<Stage>> running = new ConcurrentHashMap<>();

    TestletEndpoints(Services services) {
        this.services = services;
    }

    /** Answers when the run is over, some seconds later at the most. */
    Answer run(Call call) {
        String name = call.text("name");
        Testlet testlet = services.testletOf(name);
        List<Stage> stages = new CopyOnWriteArrayList<>();
        if (running.putIfAbsent(name, stages) != null) {
            throw new ProblemException(new Problem(409, "TESTLET_RUNNING", "Already running",
                    "This repository is being examined at the moment."));
        }
        try {
            return new Answer.Document("testlet", report(testlet.run(stages::add)));
        } finally {
            running.remove(name);
        }
    }

    /** The stages so far, if a run is under way. */
    Answer progress(Call call) {
        String name = call.parameter("name")
                .orElseThrow(() -> new ProblemException(Problem.invalid("The parameter 'name' is missing.")));
        List<Stage> stages = running.get(name);
        return new Answer.Document("testlet-progress", members("name", name, "running", stages != null,
                "stages", stages == null ? List.of() : stages.stream().map(TestletEndpoints::stage).toList()));
    }

    private static Map<String, Object> report(TestletReport report) {
        return members(
                "name", report.repository(),
                "location", report.location(),
                "startedAt", report.startedAt().toString(),
                "tookInMs", report.took().toMillis(),
                "passed", report.passed(),
                "stages", report.stages().stream().map(TestletEndpoints::stage).toList());
    }

    private static Map<String, Object> stage(Stage stage) {
        Result result = stage.result();
        String text;
        String remedy = null;
        String outcome;
        if (result instanceof Passed passed) {
            outcome = "passed";
            text = passed.detail();
        } else if (result instanceof Failed failed) {
            outcome = "failed";
            text = failed.reason();
            remedy = failed.remedy();
        } else {
            outcome = "skipped";
            text = ((Skipped) result).because();
        }
        return members("id", stage.id(), "title", stage.title(), "result", outcome, "text", text, "remedy", remedy,
                "tookInMs", stage.took().toMillis());
    }
}
