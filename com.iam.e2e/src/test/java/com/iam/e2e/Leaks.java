package com.iam.e2e;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Every instance, every Redis and every command that these tests start is searched when it ends, for all that is in
 * {@link Secrets} by then. What was found fails the test, or for what lives as long as its class, the class: afterwards, so that
 * everything else is closed first. JUnit finds this class by itself, no test has to name it.
 */
public final class Leaks implements BeforeAllCallback, AfterEachCallback, AfterAllCallback {

    private static final List<String> FOUND = new ArrayList<>();
    private static volatile boolean installed;

    @Override
    public void beforeAll(ExtensionContext context) {
        installed = true;
    }

    @Override
    public void afterEach(ExtensionContext context) {
        require();
    }

    @Override
    public void afterAll(ExtensionContext context) {
        require();
    }

    private static void require() {
        List<String> found = take();
        if (!found.isEmpty()) {
            throw new AssertionError("Leaks:\n" + String.join("\n", found));
        }
    }

    /** What was found since the last call. */
    static synchronized List<String> take() {
        List<String> found = List.copyOf(FOUND);
        FOUND.clear();
        return found;
    }

    static void search(Place place, String where, String text) {
        search(place, where, new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    }

    /** @param in is closed */
    static void search(Place place, String where, InputStream in) {
        if (!installed) {
            throw new IllegalStateException("leaks would be found and forgotten: JUnit must detect extensions automatically");
        }
        try (in) {
            new LeakSearch(place, Secrets.known()).in(where, in).forEach(leak -> report(leak.toString()));
        } catch (IOException e) {
            report(where + " could not be searched: " + e);
        }
    }

    /** Fails the test at its end. Never with a secret in it. */
    static synchronized void report(String what) {
        FOUND.add(what);
    }

    /** All that an instance wrote, but for the users' database, and copies of the bundles that it was given. */
    static void searchWork(Path work) {
        try (Stream<Path> files = Files.walk(work)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path name = work.relativize(file);
                if (!name.startsWith("data") && !name.toString().endsWith(".jar")) {
                    searchFile(name.toString().replace('\\', '/'), file);
                }
            }
        } catch (IOException e) {
            report(work.getFileName() + " could not be searched: " + e);
        }
    }

    private static void searchFile(String name, Path file) throws IOException {
        if (name.equals(Instance.CONSOLE)) {
            // The demo says whom one can log in as: that line, and no other, may.
            List<String> lines = Files.readAllLines(file).stream().filter(line -> !line.startsWith("IAM demo ")).toList();
            search(Place.LOG, name, String.join("\n", lines));
            return;
        }
        InputStream in = Files.newInputStream(file);
        Place place = !name.startsWith("logs/") ? Place.OTHER_FILE : name.startsWith("logs/audit") ? Place.AUDIT_LOG : Place.LOG;
        search(place, name, name.endsWith(".gz") ? new GZIPInputStream(in) : in);
    }
}
