package com.iam.users.jdbc.internal;

import java.security.SecureRandom;
import java.util.function.Supplier;

/** Makes up passwords that can be read aloud and typed: 99 bits. */
final class MadeUpPassword implements Supplier<String> {

    /** Without 0 O o, 1 I l, 2 Z, 5 S, 8 B, U V u v, which look alike. */
    private static final String ALPHABET = "ACDEFGHJKLMNPQRTWXYabcdefghijkmnpqrstwxyz34679";
    private static final int LENGTH = 18;

    private final SecureRandom random;

    MadeUpPassword(SecureRandom random) {
        this.random = random;
    }

    @Override
    public String get() {
        return random.ints(LENGTH, 0, ALPHABET.length()).map(ALPHABET::charAt)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append).toString();
    }
}
