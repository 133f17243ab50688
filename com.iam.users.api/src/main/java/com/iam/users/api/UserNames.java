package com.iam.users.api;

import java.text.Normalizer;
import java.util.Locale;

/** What two spellings of one name have in common. */
public final class UserNames {

    private UserNames() {
    }

    /** The form in which names are compared: Unicode NFKC, in lower case. Any text has one. */
    public static String comparable(String name) {
        return nfkc(nfkc(name).toLowerCase(Locale.ROOT));
    }

    private static String nfkc(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKC);
    }
}
