package com.iam.settings.internal;

import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Reads the format {@code .config} of Felix: settings such as {@code key="value"}, typed ones such as {@code key=L"5"},
 * lists in {@code [ ]} and {@code ( )}, and comments. It is strict: each value has its two quotes, on one line, and
 * each key is there once. Not to be used twice.
 */
final class ConfigParser {

    private static final String BRACKETS = "[(";

    private final String text;
    private final SettingsMap settings = new SettingsMap();
    private int at;
    private int lineOf;
    private int line = 1;

    private ConfigParser(String text) {
        this.text = text;
    }

    static Map<String, Object> parse(String text) throws MalformedFileException {
        ConfigParser parser = new ConfigParser(text);
        parser.read();
        return parser.settings.values();
    }

    private void read() throws MalformedFileException {
        for (skipToSetting(); at < text.length(); skipToSetting()) {
            setting();
        }
    }

    private void setting() throws MalformedFileException {
        int line = line();
        int equals = at;
        while (equals < text.length() && text.charAt(equals) != '=' && !isLineEnd(text.charAt(equals))) {
            equals++;
        }
        SettingsMap.requireNoConflict(line, text, at);
        if (equals == text.length() || text.charAt(equals) != '=') {
            throw MalformedFileException.atLine(line, "is no setting such as key=\"value\"");
        }
        String key = text.substring(at, equals).strip();
        settings.requireFree(line, key);
        at = equals + 1;
        skipBlanks();
        settings.put(line, key, value(key));
        skipBlanks();
        if (at < text.length() && !isLineEnd(text.charAt(at)) && text.charAt(at) != '#') {
            throw malformed("has more after the value of " + key + ": a value has two quotes, and \\\" for one inside");
        }
        skipLine();
    }

    private Object value(String key) throws MalformedFileException {
        ValueType type = ValueType.TEXT;
        if (at + 1 < text.length() && (text.charAt(at + 1) == '"' || BRACKETS.indexOf(text.charAt(at + 1)) >= 0)) {
            type = ValueType.of(text.charAt(at));
            if (type == null && text.charAt(at) != '"' && BRACKETS.indexOf(text.charAt(at)) < 0) {
                throw malformed("has a value of " + key + " without its first quote, or of a type that is not known");
            }
            at += type == null ? 0 : 1;
            type = type == null ? ValueType.TEXT : type;
        }
        char first = at < text.length() ? text.charAt(at) : '\n';
        return switch (first) {
            case '"' -> single(key, type);
            case '[' -> array(type, several(key, type, ']'));
            case '(' -> several(key, type, ')');
            default -> throw malformed("has a value of " + key + " without quotes: write " + key + "=\"…\"");
        };
    }

    private Object single(String key, ValueType type) throws MalformedFileException {
        String value = quoted(key);
        try {
            return type.value(value);
        } catch (IllegalArgumentException e) {
            throw malformed("has a value of " + key + " that does not fit its type");
        }
    }

    private List<Object> several(String key, ValueType type, char end) throws MalformedFileException {
        List<Object> values = new ArrayList<>();
        int opened = line();
        at++;
        boolean separated = true;
        while (true) {
            skipInList();
            char next = at < text.length() ? text.charAt(at) : 0;
            if (next == end) {
                at++;
                return values;
            } else if (next == '"' && separated) {
                values.add(single(key, type));
                separated = false;
            } else if (next == ',' && !separated) {
                separated = true;
                at++;
            } else {
                throw MalformedFileException.atLine(opened, "begins a list, " + key + ", that goes wrong on line "
                        + line() + ": its values have quotes, commas between them, and a " + end + " after the last");
            }
        }
    }

    private static Object array(ValueType type, List<Object> values) {
        Object array = Array.newInstance(type.type(), values.size());
        for (int i = 0; i < values.size(); i++) {
            Array.set(array, i, values.get(i));
        }
        return array;
    }

    private String quoted(String key) throws MalformedFileException {
        StringBuilder value = new StringBuilder();
        at++;
        while (at < text.length() && !isLineEnd(text.charAt(at))) {
            char c = text.charAt(at++);
            if (c == '"') {
                return value.toString();
            }
            value.append(c == '\\' ? escaped(key) : String.valueOf(c));
        }
        throw malformed("has a value of " + key + " whose quote is not closed");
    }

    /** A line that ends with a backslash goes on with the next one, without the blanks that this begins with. */
    private String escaped(String key) throws MalformedFileException {
        char c = at < text.length() ? text.charAt(at++) : 0;
        if (isLineEnd(c)) {
            if (c == '\r' && at < text.length() && text.charAt(at) == '\n') {
                at++;
            }
            skipBlanks();
            return "";
        }
        switch (c) {
            case 'n': return "\n";
            case 'r': return "\r";
            case 't': return "\t";
            case 'b': return "\b";
            case 'f': return "\f";
            case 'u': return unicode(key);
            default:
                if (c == 0 || Character.isLetterOrDigit(c)) {
                    throw malformed("has a \\ in the value of " + key + " that means nothing: write \\\\ for \\");
                }
                return String.valueOf(c);
        }
    }

    private String unicode(String key) throws MalformedFileException {
        String digits = text.substring(at, Math.min(at + 4, text.length()));
        if (!digits.matches("[0-9A-Fa-f]{4}")) {
            throw malformed("has a \\u in the value of " + key + " without four hexadecimal digits");
        }
        at += 4;
        return String.valueOf((char) Integer.parseInt(digits, 16));
    }

    private void skipToSetting() {
        while (at < text.length() && (Character.isWhitespace(text.charAt(at)) || text.charAt(at) == '#')) {
            if (text.charAt(at) == '#') {
                skipLine();
            } else {
                at++;
            }
        }
    }

    /** Felix writes a backslash where a list goes on. */
    private void skipInList() {
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '#') {
                skipLine();
            } else if (Character.isWhitespace(c)
                    || c == '\\' && at + 1 < text.length() && isLineEnd(text.charAt(at + 1))) {
                at++;
            } else {
                return;
            }
        }
    }

    private void skipBlanks() {
        while (at < text.length() && !isLineEnd(text.charAt(at)) && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
    }

    private void skipLine() {
        while (at < text.length() && !isLineEnd(text.charAt(at))) {
            at++;
        }
    }

    private static boolean isLineEnd(char c) {
        return c == '\n' || c == '\r';
    }

    /** Counts on from where it was asked for last: a file may have many lines. */
    private int line() {
        line += FileText.lineEnds(text, lineOf, at);
        lineOf = at;
        return line;
    }

    private MalformedFileException malformed(String reason) {
        return MalformedFileException.atLine(line(), reason);
    }
}
