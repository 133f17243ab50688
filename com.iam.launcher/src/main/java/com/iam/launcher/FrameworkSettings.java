package com.iam.launcher;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Collectors;

import com.iam.support.web.FrontSettings;

/**
 * The framework's properties: those of the distribution, over them the operator's {@code conf/framework.properties},
 * over them what the command line and the folders decide.
 */
final class FrameworkSettings {

    /** Names, by how their file names begin, the bundles that start at a level of their own. */
    private static final String EARLY_OR_LATE = "iam.auto.start.";

    private FrameworkSettings() {
    }

    static Map<String, String> of(Arguments arguments) throws Refusal {
        Properties files = new Properties();
        read(files, arguments.distribution().resolve("launcher/framework.properties"));
        Map<String, String> settings = new HashMap<>();
        files.stringPropertyNames().forEach(key -> settings.put(key, files.getProperty(key)));
        settings.putAll(OperatorSettings.read(arguments.instance().resolve("conf/framework.properties")));
        folders(settings, arguments);
        bundles(settings, arguments.distribution().resolve("bundle"));
        settings.put("iam.demo", Boolean.toString(arguments.demo()));
        settings.put("org.osgi.service.http.port", Integer.toString(arguments.port()));
        return settings;
    }

    static Address address(Map<String, String> settings) {
        return new Address(settings.getOrDefault("org.apache.felix.http.host", "127.0.0.1"),
                Integer.parseInt(settings.get("org.osgi.service.http.port")));
    }

    /** Where the Adminapp, metrics and health are, which is with all else unless the operator says otherwise. */
    static Address management(Map<String, String> settings) throws Refusal {
        Address address = address(settings);
        try {
            Optional<FrontSettings.Address> own = FrontSettings.from(settings::get).management();
            Address management = own.map(each -> new Address(each.host(), each.port())).orElse(address);
            if (own.isPresent() && management.overlaps(address)) {
                throw new Refusal("framework.properties: " + FrontSettings.PORT + " is the port of --port: management needs one of its own");
            }
            return management;
        } catch (IllegalArgumentException e) {
            throw new Refusal("framework.properties: " + e.getMessage(), e);
        }
    }

    /**
     * A property of the process ({@code -D}) is above the files. @throws Refusal if it is no number of seconds, or
     * too large
     */
    static Duration drain(Map<String, String> settings) throws Refusal {
        String text = System.getProperty(Farewell.DRAIN, settings.getOrDefault(Farewell.DRAIN, "5")).strip();
        if (!text.matches("[0-9]{1,4}") || Integer.parseInt(text) > Farewell.LONGEST_DRAIN.toSeconds()) {
            throw new Refusal("conf/framework.properties: " + Farewell.DRAIN + ": must be a whole number of seconds, 0 to "
                    + Farewell.LONGEST_DRAIN.toSeconds() + ", not '" + text + "'", null);
        }
        return Duration.ofSeconds(Integer.parseInt(text));
    }

    private static void folders(Map<String, String> settings, Arguments arguments) {
        Path instance = arguments.instance();
        Path work = arguments.work();
        settings.put("iam.instance", instance.toString());
        settings.put("iam.work", work.toString());
        settings.put("org.osgi.framework.storage", work.resolve("cache").toString());
        settings.put("iam.settings", instance.resolve("conf").toString());
        settings.put("iam.secrets", instance.resolve("secrets").toString());
        settings.put("felix.fileinstall.dir", instance.resolve("load").toString());
        settings.put("felix.fileinstall.tmpdir", work.resolve("tmp").toString());
    }

    private static void bundles(Map<String, String> settings, Path bundles) throws Refusal {
        settings.put("felix.auto.deploy.dir", bundles.toString());
        for (String key : settings.keySet().stream().filter(name -> name.startsWith(EARLY_OR_LATE)).toList()) {
            String level = key.substring(EARLY_OR_LATE.length());
            settings.put("felix.auto.start." + level, urls(bundles, settings.get(key).split("\\s*,\\s*")));
        }
    }

    private static String urls(Path bundles, String[] beginnings) throws Refusal {
        try (var jars = Files.list(bundles)) {
            // The location as AutoProcessor writes it, so that both name the same bundle.
            return jars.filter(jar -> startsWithOne(jar.getFileName().toString(), beginnings)).sorted()
                    .map(jar -> "\"" + jar.toFile().toURI() + "\"").collect(Collectors.joining(" "));
        } catch (IOException e) {
            throw new Refusal("the distribution's bundles cannot be read: " + e, e);
        }
    }

    private static boolean startsWithOne(String name, String[] beginnings) {
        for (String beginning : beginnings) {
            if (name.startsWith(beginning)) {
                return true;
            }
        }
        return false;
    }

    private static void read(Properties into, Path file) throws Refusal {
        if (!Files.isRegularFile(file)) {
            return;
        }
        try (Reader in = Files.newBufferedReader(file)) {
            into.load(in);
        } catch (IOException | IllegalArgumentException e) {
            throw new Refusal(file + " cannot be read: " + e.getMessage(), e);
        }
    }
}
