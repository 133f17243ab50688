package com.iam.benchmarks.report;

import java.util.List;
import java.util.Locale;

/** Writes tables and numbers. */
final class Markdown {

    private final StringBuilder text = new StringBuilder();

    void line(String pattern, Object... values) {
        text.append(values.length == 0 ? pattern : String.format(Locale.ROOT, pattern, values)).append('\n');
    }

    void section(String title) {
        line((text.toString().endsWith("\n\n") ? "## " : "\n## ") + title + "\n");
    }

    /** The first column holds texts, the others numbers. */
    void table(String... heads) {
        row(List.of(heads));
        line("|---|" + "---:|".repeat(heads.length - 1));
    }

    void row(String... cells) {
        row(List.of(cells));
    }

    private void row(List<String> cells) {
        line("| " + String.join(" | ", cells) + " |");
    }

    /** NaN is what there is not. */
    static String number(double value, int decimals) {
        return Double.isNaN(value) ? "–" : String.format(Locale.ROOT, "%,." + decimals + "f", value);
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
