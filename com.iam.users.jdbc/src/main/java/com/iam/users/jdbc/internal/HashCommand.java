package com.iam.users.jdbc.internal;

import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.Reader;
import java.nio.charset.Charset;
import java.security.SecureRandom;

/**
 * {@code ./iam user hash}: what belongs into {@code users.password_hash}. The password is typed, or comes from the standard
 * input, never from the command line, which others on the machine can read.
 */
public final class HashCommand {

    private static final int SHORTEST = 8;

    private HashCommand() {
    }

    /** Exits with 2 and one line that says why, if it did nothing. */
    public static void main(String[] words) throws IOException {
        try {
            if (words.length > 0) {
                throw new IllegalArgumentException("usage: iam user hash");
            }
            Console console = System.console();
            if (console != null) {
                System.out.println(hash(String.valueOf(console.readPassword("Password: "))));
            } else {
                run(new InputStreamReader(System.in, Charset.defaultCharset()), System.out);
            }
        } catch (IllegalArgumentException e) {
            System.err.println("iam: " + e.getMessage());
            System.exit(2);
        }
    }

    /** @throws IllegalArgumentException with a sentence for the user */
    static void run(Reader in, PrintStream out) throws IOException {
        String line = new BufferedReader(in).readLine();
        if (line == null) {
            throw new IllegalArgumentException("there is no password on the standard input");
        }
        out.println(hash(line));
    }

    private static String hash(String password) {
        if (password.length() < SHORTEST || password.length() > PasswordHasher.MAXIMUM_PASSWORD_LENGTH) {
            throw new IllegalArgumentException("a password has " + SHORTEST + " to " + PasswordHasher.MAXIMUM_PASSWORD_LENGTH
                    + " characters");
        }
        byte[] salt = new byte[PasswordHash.SALT_LENGTH];
        new SecureRandom().nextBytes(salt);
        return PasswordHash.of(PasswordHash.bytes(password), salt, PasswordHash.Cost.OWASP_MINIMUM).phc();
    }
}
