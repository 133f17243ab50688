package com.iam.state.redis.internal.testlet;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import com.iam.state.api.admin.TestletReport;
import com.iam.state.api.admin.TestletReport.Failed;
import com.iam.state.api.admin.TestletReport.Passed;
import com.iam.state.api.admin.TestletReport.Result;
import com.iam.state.api.admin.TestletReport.Skipped;
import com.iam.state.api.admin.TestletReport.Stage;

/** Stages as lines of text, in columns. */
final class StageLines {

    private static final String COLUMNS = "  %-8s %-28s  %s";

    private StageLines() {
    }

    static List<String> of(Stage stage) {
        List<String> lines = new ArrayList<>();
        Result result = stage.result();
        if (result instanceof Passed passed) {
            lines.add(line("passed", stage.title(), passed.detail()));
        } else if (result instanceof Failed failed) {
            lines.add(line("FAILED", stage.title(), failed.reason()));
            lines.add(line("", "", "-> " + failed.remedy()));
        } else {
            lines.add(line("skipped", stage.title(), ((Skipped) result).because()));
        }
        return lines;
    }

    static String summary(TestletReport report) {
        return String.format(Locale.ROOT, "%s at %s: %d passed, %d failed, %d skipped in %.1f s",
                report.repository(), report.location(), number(report, Passed.class),
                number(report, Failed.class), number(report, Skipped.class), report.took().toMillis() / 1000.0);
    }

    private static long number(TestletReport report, Class<? extends Result> kind) {
        return report.stages().stream().filter(stage -> kind.isInstance(stage.result())).count();
    }

    static String line(String result, String title, String text) {
        return String.format(Locale.ROOT, COLUMNS, result, title, text);
    }
}
