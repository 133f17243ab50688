package com.iam.state.support.audit;

import com.fasterxml.jackson.core.io.JsonStringEncoder;

/** Texts of others in a line of the audit log. */
public final class AuditText {

    private AuditText() {
    }

    /** In quotes and escaped: a name cannot end its line, nor pretend to be another field. */
    public static String quoted(String text) {
        return '"' + String.valueOf(JsonStringEncoder.getInstance().quoteAsString(text)) + '"';
    }
}
