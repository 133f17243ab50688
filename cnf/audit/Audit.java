import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/**
 * {@code java Audit.java DISTRIBUTION ADVISORIES EXPLAINED}: lists what a distribution is made of, as its
 * {@code sbom.json} says, and exits with 1 if an advisory speaks of a component and {@code EXPLAINED} does not say why
 * that is no harm, if an explanation is left that nothing needs, or if a file or a foreign package is there that the
 * list does not name. Reads files alone.
 */
final class Audit {

    private static final Pattern OTHERS_PACKAGES = Pattern.compile("(?!com/iam/|META-INF/)(.+)/[^/]+\\.class");

    private final List<String> faults = new ArrayList<>();
    /** Versions by "group:artifact". */
    private final TreeMap<String, String> components = new TreeMap<>();

    public static void main(String[] words) throws IOException {
        if (words.length != 3) {
            System.err.println("usage: java Audit.java DISTRIBUTION ADVISORIES EXPLAINED");
            System.exit(2);
        }
        Audit audit = new Audit();
        audit.run(Path.of(words[0]), json(words[1]), json(words[2]));
        audit.faults.forEach(fault -> System.err.println("audit: " + fault));
        System.exit(audit.faults.isEmpty() ? 0 : 1);
    }

    private void run(Path distribution, JsonNode advisories, JsonNode explained) throws IOException {
        for (JsonNode component : json(distribution.resolve("sbom.json").toString()).get("components")) {
            components.put(component.get("group").asText() + ":" + component.get("name").asText(),
                    component.get("version").asText());
        }
        components.forEach((name, version) -> System.out.println(name + " " + version));
        unnamedFiles(distribution);
        unnamedPackages(distribution, advisories.get("embedded"));
        Set<String> needed = new HashSet<>();
        int looked = 0;
        for (JsonNode advisory : advisories.get("advisories")) {
            looked++;
            for (JsonNode range : advisory.get("affected")) {
                String component = range.get("component").asText();
                String version = components.get(component);
                if (version != null && affects(range, version)) {
                    judge(advisory, component, version, explained, needed);
                }
            }
        }
        explained.get("explained").forEach(each -> {
            if (!needed.contains(each.get("id").asText())) {
                faults.add(each.get("id").asText()
                        + " is explained, though no component is affected: remove the explanation");
            }
        });
        System.out.println(components.size() + " components, " + looked + " advisories as of "
                + advisories.get("asOf").asText());
    }

    private void judge(JsonNode advisory, String component, String version, JsonNode explained, Set<String> needed) {
        String id = advisory.get("id").asText();
        needed.add(id);
        for (JsonNode each : explained.get("explained")) {
            if (each.get("id").asText().equals(id) && !each.get("why").asText().isBlank()) {
                System.out.println(id + " in " + component + " " + version + " is explained: "
                        + each.get("why").asText());
                return;
            }
        }
        faults.add(component + " " + version + " is affected by " + id + " (" + advisory.get("title").asText() + "): "
                + advisory.get("source").asText());
    }

    /** From {@code introduced} on, up to {@code fixed}, which is right again. */
    private static boolean affects(JsonNode range, String version) {
        return compare(version, range.get("introduced").asText()) >= 0
                && compare(version, range.get("fixed").asText()) < 0;
    }

    /** By numbers; a qualifier such as Final does not count. */
    static int compare(String one, String other) {
        int[] left = numbers(one);
        int[] right = numbers(other);
        for (int i = 0; i < Math.max(left.length, right.length); i++) {
            int difference = Integer.compare(i < left.length ? left[i] : 0, i < right.length ? right[i] : 0);
            if (difference != 0) {
                return difference;
            }
        }
        return 0;
    }

    private static int[] numbers(String version) {
        return Pattern.compile("[.+-]").splitAsStream(version).filter(part -> part.matches("\\d{1,9}"))
                .mapToInt(Integer::parseInt).toArray();
    }

    /** A jar that Maven brought is called ARTIFACT-VERSION, with a classifier perhaps. */
    private void unnamedFiles(Path distribution) throws IOException {
        for (Path jar : jars(distribution.resolve("bundle"))) {
            String file = jar.getFileName().toString();
            boolean named = components.entrySet().stream().anyMatch(each -> {
                String start = each.getKey().replaceFirst(".*:", "") + "-" + each.getValue();
                return file.matches(Pattern.quote(start) + "(-[a-z][a-z0-9_-]*)?\\.jar");
            });
            if (!named) {
                faults.add("bundle/" + file + " is not in sbom.json");
            }
        }
    }

    /** What our own jars carry of others is told by its packages. */
    private void unnamedPackages(Path distribution, JsonNode embedded) throws IOException {
        List<Path> ours = new ArrayList<>(jars(distribution.resolve("load")));
        jars(distribution.resolve("bundle")).stream()
                .filter(jar -> jar.getFileName().toString().startsWith("com.iam.")).forEach(ours::add);
        for (Path jar : ours) {
            try (JarFile entries = new JarFile(jar.toFile())) {
                Set<String> packages = new HashSet<>();
                entries.stream().map(entry -> OTHERS_PACKAGES.matcher(entry.getName())).filter(Matcher::matches)
                        .forEach(entry -> packages.add(entry.group(1).replace('/', '.')));
                packages.stream().filter(name -> !isNamed(name, embedded)).sorted()
                        .forEach(name -> faults.add(jar.getFileName() + " carries " + name
                                + ", of which sbom.json names no component"));
            }
        }
    }

    private boolean isNamed(String name, JsonNode embedded) {
        for (JsonNode each : embedded) {
            String prefix = each.get("packages").asText();
            if ((name.equals(prefix) || name.startsWith(prefix + "."))
                    && components.containsKey(each.get("component").asText())) {
                return true;
            }
        }
        return false;
    }

    private static List<Path> jars(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".jar")).sorted().toList();
        }
    }

    private static JsonNode json(String file) throws IOException {
        return new ObjectMapper().readTree(Path.of(file).toFile());
    }
}
