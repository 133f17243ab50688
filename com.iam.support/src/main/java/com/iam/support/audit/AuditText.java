package com.iam.support.audit;

import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.fasterxml.jackson.core.io.JsonStringEncoder;

/** Texts of others in a line of the audit log. */
public final class AuditText {

    private static final Pattern ADDRESS = Pattern.compile("[\\w.:%\\[\\]-]{1,80}");

    /** Beyond those of ASCII, which JSON escapes as well. */
    private static final Set<Integer> INVISIBLE = Stream.of(Character.CONTROL, Character.FORMAT, Character.LINE_SEPARATOR,
            Character.PARAGRAPH_SEPARATOR, Character.SURROGATE).map(Byte::intValue).collect(Collectors.toUnmodifiableSet());

    private AuditText() {
    }

    /**
     * In quotes and escaped: a name cannot end its line, whatever its reader takes for an end, nor pretend to be another field, nor turn
     * around what stands beside it.
     */
    public static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        String.valueOf(JsonStringEncoder.getInstance().quoteAsString(text)).codePoints().forEach(each -> {
            if (INVISIBLE.contains(Character.getType(each))) {
                for (char unit : Character.toChars(each)) {
                    quoted.append(String.format("\\u%04X", (int) unit));
                }
            } else {
                quoted.appendCodePoint(each);
            }
        });
        return quoted.append('"').toString();
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
