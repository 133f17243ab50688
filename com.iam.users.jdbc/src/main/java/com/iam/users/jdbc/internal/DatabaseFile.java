package com.iam.users.jdbc.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The file of an embedded database. H2 makes a new, empty database where it finds no file, or one of no bytes, as a full disk leaves it; so a
 * mark beside the file says that a user directory was made here. Nothing takes its place then, but an operator who removes the mark.
 */
final class DatabaseFile {

    private static final Logger LOG = LoggerFactory.getLogger(DatabaseFile.class);
    /** Of those that have no file, or several, the URL begins otherwise. */
    private static final Pattern URL = Pattern.compile("jdbc:h2:(?:file:)?((?:~|\\.{1,2})?/[^;]*)(?:;.*)?",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    private static final String MARK = "A user directory was made here. If its file (*.mv.db) is lost, none is made in its place while this is"
            + " here: restore it from a backup, or remove this as well to begin with an empty directory.\n";

    private static final String CORRUPTED = "90030";
    private static final String UNREADABLE = "90028";
    private static final String UNKNOWN_VERSION = "90048";

    private final Path file;
    private final Path mark;
    private volatile boolean usable;
    private volatile boolean whole;

    private DatabaseFile(Path file, Path mark) {
        this.file = file;
        this.mark = mark;
    }

    /** Empty if the database is in no file of its own on this machine. */
    static Optional<DatabaseFile> of(String url) {
        Matcher found = URL.matcher(url);
        if (!found.matches()) {
            return Optional.empty();
        }
        String path = found.group(1).replaceFirst("^~", Matcher.quoteReplacement(System.getProperty("user.home")));
        try {
            return Optional.of(new DatabaseFile(Path.of(path + ".mv.db"), Path.of(path + ".made")));
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    /** Why it must not be opened; empty if it may be. Once it may, it is not asked again: then it is open. */
    Optional<String> fault() {
        if (usable) {
            return Optional.empty();
        }
        Optional<String> fault = look();
        usable = fault.isEmpty();
        return fault;
    }

    private Optional<String> look() {
        if (Files.exists(file)) {
            return file.toFile().length() > 0 ? Optional.empty()
                    : Optional.of(file + " is damaged: it is empty. Restore it from a backup, or remove it"
                            + (Files.exists(mark) ? " and " + mark : "") + " to begin with an empty directory");
        }
        return Files.exists(mark) ? Optional.of(file + " is missing, though there was a user directory. Restore it from a backup, or remove "
                + mark + " to begin with an empty directory") : Optional.empty();
    }

    /**
     * H2 takes a file that was cut at the right place for an empty database.
     *
     * @throws SQLException if there are no users in it, though there were
     */
    void requireWhole(Connection connection) throws SQLException {
        if (!whole) {
            if (Files.exists(mark) && !hasUsers(connection)) {
                throw new SQLException("the database is empty, though there were users in it", CORRUPTED);
            }
            whole = true;
        }
    }

    private static boolean hasUsers(Connection connection) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("SELECT 1 FROM INFORMATION_SCHEMA.TABLES"
                + " WHERE TABLE_SCHEMA <> 'INFORMATION_SCHEMA' AND TABLE_NAME = 'USERS'"); ResultSet rows = select.executeQuery()) {
            return rows.next();
        }
    }

    /** What an error of the database says of the file, if it says anything. */
    Optional<String> damage(String state) {
        return switch (state) {
            case CORRUPTED, UNKNOWN_VERSION -> Optional.of("The user database " + file
                    + " is damaged, and no user can log in: restore it from a backup");
            case UNREADABLE -> Optional.of("The user database " + file + " is damaged, or its disk is full or fails: no user can log in");
            default -> Optional.empty();
        };
    }

    /** There are users in it. */
    void mark() {
        if (Files.exists(file) && !Files.exists(mark)) {
            try {
                Files.writeString(mark, MARK);
            } catch (IOException e) {
                LOG.warn("{} cannot be written: if the database file is lost, a new one takes its place ({})", mark, e.toString());
            }
        }
    }

    @Override
    public String toString() {
        return file.toString();
    }
}
