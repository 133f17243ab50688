package com.iam.benchmarks.report;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Where it was measured, and with what. */
public record Environment(LocalDate date, String machine, String java, String redis, Map<String, String> libraries) {

    private static final List<String> LIBRARIES = List.of("redisson", "redisson-tomcat-10", "tomcat-embed-core",
            "spring-session-data-redis", "spring-data-redis", "lettuce-core", "netty-common", "org.apache.felix.framework");

    /** @param redis the version of the server */
    public static Environment here(String redis) {
        return new Environment(LocalDate.now(ZoneOffset.UTC), hardware(),
                System.getProperty("java.vm.name") + " " + Runtime.version(), redis, versions());
    }

    private static String hardware() {
        return "%d × %s, %s GiB, %s %s".formatted(Runtime.getRuntime().availableProcessors(), first("/proc/cpuinfo",
                "model name\\s*:\\s*(.+)", System.getProperty("os.arch")), gibibytes(), System.getProperty("os.name"),
                System.getProperty("os.version"));
    }

    private static String gibibytes() {
        String kibibytes = first("/proc/meminfo", "MemTotal:\\s*(\\d+)", "0");
        return String.valueOf(Math.round(Long.parseLong(kibibytes) / 1024.0 / 1024.0));
    }

    private static String first(String file, String pattern, String otherwise) {
        try (Stream<String> lines = Files.lines(Path.of(file))) {
            return lines.map(Pattern.compile(pattern)::matcher).filter(Matcher::find).map(found -> found.group(1))
                    .findFirst().orElse(otherwise);
        } catch (IOException e) {
            return otherwise;
        }
    }

    /** As the names of the jars on the class path say. */
    private static Map<String, String> versions() {
        Map<String, String> versions = new TreeMap<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            String jar = Path.of(entry).getFileName().toString();
            for (String library : LIBRARIES) {
                Matcher version = Pattern.compile(Pattern.quote(library) + "-(\\d.*)\\.jar").matcher(jar);
                if (version.matches()) {
                    versions.put(library, version.group(1));
                }
            }
        }
        return versions;
    }
}
