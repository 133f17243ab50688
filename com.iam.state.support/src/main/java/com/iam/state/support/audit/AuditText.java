package com.iam.state.support.audit;

import java.util.regex.Pattern;

import com.fasterxml.jackson.core.io.JsonStringEncoder;

/** Texts of others in a line of the audit log. */
public final class AuditText {

    private static final Pattern ADDRESS = Pattern.compile("[\\w.:%\\[\\]-]{1,80}");

    private AuditText() {
    }

    /** In quotes and escaped: a name cannot end its line, nor pretend to be another field. */
    public static String quoted(String text) {
        return '"' + String.valueOf(JsonStringEncoder.getInstance().quoteAsString(text)) + '"';
    }

    /** The same of what may be of any length: what is beyond the limit is left out, and three dots after it say so. */
    public static String quoted(String text, int limit) {
        return text.length() <= limit ? quoted(text) : quoted(text.substring(0, limit)) + "...";
    }

    /** A network address as it is; in quotes if it cannot be one, for a proxy may pass on what its client has made up. */
    public static String address(String text) {
        return ADDRESS.matcher(text).matches() ? text : quoted(text, 80);
    }
}
