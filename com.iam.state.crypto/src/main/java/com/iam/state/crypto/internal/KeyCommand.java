package com.iam.state.crypto.internal;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/**
 * {@code ./iam key new} and {@code ./iam key id}: a key for AES 128 GCM, and the id under which it is shown. A key is
 * taken from a file or from the standard input, never from the command line, which others on the machine can read.
 */
public final class KeyCommand {

    static final String USAGE = "usage: iam key new [FILE] | iam key id [FILE] | iam key check [--instance DIR]";

    private static final String OWNER_ONLY = "rw-------";
    private static final int LONGEST_INPUT = 1000;

    private final InputStream in;
    private final PrintStream out;
    private final SecureRandom random;

    KeyCommand(InputStream in, PrintStream out, SecureRandom random) {
        this.in = in;
        this.out = out;
        this.random = random;
    }

    /** Exits with 2 and one line that says why, if it did nothing. */
    public static void main(String[] words) {
        try {
            new KeyCommand(System.in, System.out, new SecureRandom()).run(List.of(words));
        } catch (IllegalArgumentException e) {
            refuse(e.getMessage());
        } catch (IOException e) {
            refuse("the file cannot be used: " + e);
        }
    }

    private static void refuse(String why) {
        System.err.println("iam: " + why);
        System.exit(2);
    }

    /** @throws IllegalArgumentException with a sentence for the user, which holds no key */
    void run(List<String> words) throws IOException {
        if (words.isEmpty() || words.size() > 2 || words.get(words.size() - 1).startsWith("-")) {
            throw new IllegalArgumentException(USAGE);
        }
        switch (words.get(0)) {
            case "new" -> create(words);
            case "id" -> out.println(idOf(read(words)));
            default -> throw new IllegalArgumentException(USAGE);
        }
    }

    private void create(List<String> words) throws IOException {
        byte[] secret = new byte[StateEncryptionKey.LENGTH];
        random.nextBytes(secret);
        String text = Base64.getEncoder().encodeToString(secret);
        if (words.size() == 1) {
            out.println(text);
            return;
        }
        Path file = Path.of(words.get(1));
        try {
            // With its permissions from the beginning: no other user may open it meanwhile.
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(OWNER_ONLY)));
        } catch (FileAlreadyExistsException e) {
            throw new IllegalArgumentException(file + " is there already, and may be the only copy of a key", e);
        } catch (NoSuchFileException e) {
            throw new IllegalArgumentException("there is no folder for " + file, e);
        }
        try {
            Files.writeString(file, text, StandardOpenOption.WRITE);
        } catch (IOException e) {
            // Or the next try would take what is left of it for a key.
            Files.deleteIfExists(file);
            throw e;
        }
        out.println("key " + idOf(text) + " is in " + file);
    }

    private String read(List<String> words) throws IOException {
        byte[] input;
        if (words.size() == 1) {
            input = in.readNBytes(LONGEST_INPUT);
        } else {
            try (InputStream file = Files.newInputStream(Path.of(words.get(1)))) {
                input = file.readNBytes(LONGEST_INPUT);
            } catch (NoSuchFileException e) {
                throw new IllegalArgumentException("there is no file " + words.get(1), e);
            }
        }
        return new String(input, StandardCharsets.ISO_8859_1).strip();
    }

    private static String idOf(String text) {
        byte[] secret;
        try {
            secret = Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("that is no Base64", e);
        }
        try {
            if (secret.length != StateEncryptionKey.LENGTH) {
                throw new IllegalArgumentException("a key has exactly " + StateEncryptionKey.LENGTH + " bytes, not "
                        + secret.length);
            }
            return new StateEncryptionKey(secret, new HmacSha256(Jca.PLATFORM)).id();
        } finally {
            Arrays.fill(secret, (byte) 0);
        }
    }
}
