package com.iam.settings.internal;

import java.util.Map;

/** What came of reading a file. */
sealed interface SettingsFile {

    record Readable(Map<String, Object> settings) implements SettingsFile {

        /** There are secrets in it. */
        @Override
        public String toString() {
            return "Readable" + settings.keySet();
        }
    }

    /** @param place the line, or the whole file */
    record Unreadable(String place, String reason) implements SettingsFile {
    }

    static SettingsFile parse(String fileName, Content content) {
        if (content instanceof Content.Faulty faulty) {
            return new Unreadable(FileText.WHOLE, faulty.reason());
        }
        try {
            String text = FileText.of(((Content.Bytes) content).bytes());
            return new Readable(fileName.endsWith(".cfg") ? CfgParser.parse(text) : ConfigParser.parse(text));
        } catch (MalformedFileException e) {
            return new Unreadable(e.place(), e.getMessage());
        }
    }
}
