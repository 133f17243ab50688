package com.iam.settings.internal;

import java.io.IOException;
import java.io.StringReader;
import java.util.Map;
import java.util.Properties;

/**
 * Reads the format {@code .cfg}, which is that of {@link Properties}: {@code key = value} without quotes. Each key is
 * there once.
 */
final class CfgParser {

    private CfgParser() {
    }

    static Map<String, Object> parse(String text) throws MalformedFileException {
        SettingsMap settings = new SettingsMap();
        // One logical line at a time, so that what is wrong has a place.
        StringBuilder logical = new StringBuilder();
        int line = 0;
        int begun = 1;
        for (String physical : text.split("\r\n|\r|\n", -1)) {
            line++;
            if (logical.length() == 0) {
                begun = line;
                SettingsMap.requireNoConflict(line, physical, 0);
            }
            logical.append(physical).append('\n');
            if (!goesOn(physical) || isComment(logical)) {
                add(settings, begun, logical.toString());
                logical.setLength(0);
            }
        }
        add(settings, begun, logical.toString());
        return settings.values();
    }

    private static boolean isComment(CharSequence logical) {
        int start = 0;
        while (start < logical.length() && Character.isWhitespace(logical.charAt(start))) {
            start++;
        }
        return start < logical.length() && "#!".indexOf(logical.charAt(start)) >= 0;
    }

    private static boolean goesOn(String physical) {
        int backslashes = 0;
        while (backslashes < physical.length() && physical.charAt(physical.length() - 1 - backslashes) == '\\') {
            backslashes++;
        }
        return backslashes % 2 == 1;
    }

    private static void add(SettingsMap settings, int line, String logical) throws MalformedFileException {
        Properties one = new Properties();
        try {
            one.load(new StringReader(logical));
        } catch (IOException | IllegalArgumentException e) {
            throw MalformedFileException.atLine(line, "has a \\u without four hexadecimal digits");
        }
        for (String key : one.stringPropertyNames()) {
            settings.requireFree(line, key);
            String value = one.getProperty(key);
            if (value.length() > 1 && value.startsWith("\"") && value.endsWith("\"")) {
                throw MalformedFileException.atLine(line, "has a value of " + key
                        + " with quotes: a .cfg file has none, a .config file has");
            }
            settings.put(line, key, value);
        }
    }
}
