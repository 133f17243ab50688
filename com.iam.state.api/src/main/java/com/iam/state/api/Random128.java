package com.iam.state.api;

import java.util.Base64;
import java.util.function.Consumer;

/** 128 random bits as 22 characters of Base64url (RFC 4648, section 5, without padding). */
final class Random128 {

    static final int CHARACTERS = 22;

    private Random128() {
    }

    static String next(Consumer<byte[]> random) {
        byte[] bits = new byte[16];
        random.accept(bits);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bits);
    }

    /** Whether the text is what {@link #next} makes: the right length and alphabet, and no spare bits set. */
    static boolean isValid(String text) {
        if (text.length() != CHARACTERS) {
            return false;
        }
        for (int i = 0; i < CHARACTERS; i++) {
            char c = text.charAt(i);
            boolean base64url = c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '-' || c == '_';
            if (!base64url) {
                return false;
            }
        }
        return "AQgw".indexOf(text.charAt(CHARACTERS - 1)) >= 0;
    }
}
