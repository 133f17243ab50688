package com.iam.launcher;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What an operator sets in {@code conf/framework.properties}. The HTTP server takes its default for a value that it
 * cannot read, without a word, so the values of the documented settings are checked here, and no other setting of it
 * or of this product is taken: a slip of the pen would look like one. Keys of the framework and of others pass.
 */
final class OperatorSettings {

    private static final String HTTP = "org.apache.felix.http.";

    private record Rule(Predicate<String> right, String wants) {

        static Rule wholeNumber(int from, int to) {
            return new Rule(text -> text.matches("\\d{1,9}") && Integer.parseInt(text) >= from && Integer.parseInt(text) <= to,
                    "a whole number from " + from + " to " + to);
        }
    }

    private static final Map<String, Rule> RULES = Map.of(
            HTTP + "host", new Rule(text -> text.matches("[A-Za-z0-9.:%_\\[\\]-]+"), "an address or a name of this machine"),
            HTTP + "timeout", Rule.wholeNumber(1_000, 3_600_000),
            HTTP + "jetty.threadpool.max", Rule.wholeNumber(16, 10_000),
            HTTP + "jetty.requestSizeLimit", Rule.wholeNumber(1_024, 100_000_000),
            "org.apache.felix.proxy.load.balancer.connection.enable",
            new Rule(text -> text.equals("true") || text.equals("false"), "true or false"));

    /** Checked where their values are used. */
    private static final Set<String> OTHERS = Set.of("iam.management.port", "iam.management.host", "iam.http.hosts", Farewell.DRAIN);

    /** What the command line decides would not be read from here. */
    private static final Map<String, String> OPTIONS = Map.of("org.osgi.service.http.port", "--port", "iam.work", "--work",
            "iam.instance", "--instance", "iam.demo", "--demo");

    private OperatorSettings() {
    }

    /** @return without blanks around the values; empty if there is no such file */
    static Map<String, String> read(Path file) throws Refusal {
        Map<String, String> settings = new HashMap<>();
        if (Files.notExists(file)) {
            return settings;
        }
        Properties properties = load(file);
        for (String key : properties.stringPropertyNames()) {
            String value = properties.getProperty(key).strip();
            check(file, key, value);
            settings.put(key, value);
        }
        return settings;
    }

    private static void check(Path file, String key, String value) throws Refusal {
        Rule rule = RULES.get(key);
        if (rule != null && !rule.right.test(value)) {
            throw new Refusal(file + ": " + key + " is "
                    + (value.isEmpty() ? "empty" : "'" + value.replaceAll("\\p{Cntrl}", "?") + "'") + ", which is not " + rule.wants);
        }
        if (OPTIONS.containsKey(key)) {
            throw new Refusal(file + ": " + key + " is not read from here: use " + OPTIONS.get(key));
        }
        if (rule == null && !OTHERS.contains(key) && isOurs(key.toLowerCase(Locale.ROOT))) {
            throw new Refusal(file + ": there is no setting " + key.replaceAll("\\p{Cntrl}", "?")
                    + " (those that there are stand in the file that the distribution brings)");
        }
    }

    private static boolean isOurs(String key) {
        return key.startsWith("iam.") || key.startsWith("org.apache.felix.http") || key.startsWith("org.apache.felix.proxy.")
                || key.startsWith("org.apache.felix.jetty.") || key.startsWith("org.osgi.service.http") || key.startsWith("org.eclipse.jetty.");
    }

    private static Properties load(Path file) throws Refusal {
        Properties properties = new Properties();
        try (BufferedReader in = Files.newBufferedReader(file)) {
            in.mark(1);
            // The byte order mark that some editors write would be a part of the first key.
            if (in.read() != '\ufeff') {
                in.reset();
            }
            properties.load(in);
            return properties;
        } catch (IOException | IllegalArgumentException e) {
            throw new Refusal(file + " cannot be read: " + e, e);
        }
    }
}
