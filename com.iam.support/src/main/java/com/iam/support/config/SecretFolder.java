package com.iam.support.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The files whose contents settings name as {@code $[secret:NAME]}. A secret is text in UTF-8. A byte order mark and the ends of lines
 * at its end are no part of it; blanks are. Links are followed, also out of the folder: its owner made them.
 */
public final class SecretFolder {

    public static final int LONGEST = 64 * 1024;

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._-]{0,199}(?:/[A-Za-z0-9_][A-Za-z0-9._-]{0,199})*");

    private final Optional<Path> folder;

    public SecretFolder(Optional<Path> folder) {
        this.folder = folder;
    }

    /** Where the secret stands; empty if there is no folder, or a file in it cannot have that name. */
    public Optional<Path> file(String name) {
        return folder.filter(unused -> NAME.matcher(name).matches()).map(path -> path.resolve(name));
    }

    /** @throws UnusableException says why in words that may be shown */
    String read(String name) throws UnusableException {
        if (folder.isEmpty()) {
            throw new UnusableException("there is no folder of secrets");
        }
        Path file = file(name).orElseThrow(() -> new UnusableException(
                "a secret is a file in secrets/ whose name has letters, digits, '.', '_' and '-' only"));
        if (!Files.isRegularFile(file)) {
            throw new UnusableException("the file is missing in secrets/");
        }
        String text;
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(LONGEST + 1);
            if (bytes.length > LONGEST) {
                throw new UnusableException("the file in secrets/ is larger than " + LONGEST + " bytes");
            }
            text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            throw new UnusableException("the file in secrets/ is not text in UTF-8");
        } catch (IOException e) {
            throw new UnusableException("the file in secrets/ cannot be read (" + e.getClass().getSimpleName() + ")");
        }
        return withoutFrame(text);
    }

    private static String withoutFrame(String text) {
        int end = text.length();
        while (end > 0 && (text.charAt(end - 1) == '\n' || text.charAt(end - 1) == '\r')) {
            end--;
        }
        int start = end > 0 && text.charAt(0) == '\uFEFF' ? 1 : 0;
        return text.substring(start, end);
    }

    static final class UnusableException extends Exception {

        private static final long serialVersionUID = 1L;

        UnusableException(String reason) {
            super(reason);
        }
    }
}
