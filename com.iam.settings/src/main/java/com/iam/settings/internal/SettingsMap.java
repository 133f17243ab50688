package com.iam.settings.internal;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** The settings of one file, each once: Configuration Admin takes no two keys that differ in capital letters only. */
final class SettingsMap {

    private static final Pattern KEY = Pattern.compile("\\.?[A-Za-z0-9_-]+(?:\\.[A-Za-z0-9_-]+)*");
    private static final Pattern CONFLICT = Pattern.compile("(?:<{7}|>{7}|={7}|\\|{7})(?!\\S)");
    private static final int LONGEST_KEY = 200;

    private final Map<String, Object> values = new LinkedHashMap<>();
    private final Map<String, String> places = new LinkedHashMap<>();

    Map<String, Object> values() {
        return values;
    }

    void put(int line, String key, Object value) {
        values.put(key, value);
        places.put(key.toLowerCase(Locale.ROOT), "line " + line);
    }

    void requireFree(int line, String key) throws MalformedFileException {
        if (key.isEmpty()) {
            throw MalformedFileException.atLine(line, "has a value without a key");
        }
        if (key.length() > LONGEST_KEY || !KEY.matcher(key).matches()) {
            throw MalformedFileException.atLine(line,
                    "has a key with other characters than letters, digits, '.', '_' and '-'");
        }
        String place = places.get(key.toLowerCase(Locale.ROOT));
        if (place != null) {
            throw MalformedFileException.atLine(line, "has the key " + key + ", which " + place + " has already"
                    + (values.containsKey(key) ? "" : " with other capital letters"));
        }
    }

    /** @param at where the line begins */
    static void requireNoConflict(int line, String text, int at) throws MalformedFileException {
        if (CONFLICT.matcher(text).region(at, text.length()).lookingAt()) {
            throw MalformedFileException.atLine(line, "is a conflict that git has left: settle it");
        }
    }
}
