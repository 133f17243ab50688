package com.iam.benchmarks.report;

import java.util.Locale;

/**
 * What was asked for, and what came of it.
 *
 * @param atMost whether less is better
 * @param measured NaN if this build or this run does not have it
 */
record Bar(String what, boolean atMost, double bar, double aim, double measured) {

    static Bar atMost(String what, double bar, double aim, double measured) {
        return new Bar(what, true, bar, aim, measured);
    }

    static Bar atLeast(String what, double bar, double aim, double measured) {
        return new Bar(what, false, bar, aim, measured);
    }

    String row() {
        String sign = atMost ? "≤" : "≥";
        return "| %s | %s %s | %s %s | %s | %s |".formatted(what, sign, number(bar), sign, number(aim),
                Double.isNaN(measured) ? "–" : number(measured), verdict());
    }

    private String verdict() {
        if (Double.isNaN(measured)) {
            return "not measured";
        }
        return reaches(aim) ? "met, and the aim" : reaches(bar) ? "met" : "**missed**";
    }

    /** As precisely as the report shows it. */
    private boolean reaches(double limit) {
        double shown = Math.round(measured * 100) / 100.0;
        return atMost ? shown <= limit : shown >= limit;
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }
}
