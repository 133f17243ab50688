package com.iam.checks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Which way the arrows among bundles and packages point, and how large a package is. */
class ArchitectureTest {
    private static final String BASE = "configuration support ";
    private static final String PROVIDER = BASE + "state.api state.support";
    private static final String MODULE = BASE + "web state.api users.api";

    /** What each bundle may know, each name without its com.iam. */
    private static final Map<String, String> MAY_KNOW = Map.ofEntries(
            Map.entry("configuration", ""),
            Map.entry("support", "configuration"),
            Map.entry("state.api", ""),
            Map.entry("state.support", BASE + "state.api"),
            Map.entry("state.testkit", "state.api state.support"),
            Map.entry("state.core", PROVIDER),
            Map.entry("state.memory", PROVIDER),
            Map.entry("state.redis", PROVIDER),
            Map.entry("state.crypto", PROVIDER),
            Map.entry("users.api", ""),
            Map.entry("users.jdbc", BASE + "users.api"),
            Map.entry("web", BASE + "state.api users.api"),
            Map.entry("loginapp", MODULE),
            Map.entry("adminapp", MODULE),
            Map.entry("transactionapproval", MODULE),
            Map.entry("counter", "state.api"),
            Map.entry("audit", BASE + "logback state.api"),
            Map.entry("metrics", BASE + "logback state.api users.api"),
            Map.entry("front", BASE),
            Map.entry("http", BASE),
            Map.entry("launcher", BASE),
            Map.entry("log", BASE),
            Map.entry("logback", BASE),
            Map.entry("settings", BASE));

    private static final int CLASSES_IN_A_PACKAGE = 15;

    /** Packages that are larger than the rule allows. A limit may only fall, and no package may be added. */
    private static final Map<String, Integer> LARGER = Map.ofEntries(
            Map.entry("com.iam.state.redis.internal", 92),
            Map.entry("com.iam.users.jdbc.internal", 39),
            Map.entry("com.iam.state.redis.internal.testlet", 31),
            Map.entry("com.iam.state.core.internal", 29),
            Map.entry("com.iam.web", 27),
            Map.entry("com.iam.transactionapproval.internal", 26),
            Map.entry("com.iam.state.crypto.internal", 25),
            Map.entry("com.iam.state.api", 24),
            Map.entry("com.iam.launcher", 22),
            Map.entry("com.iam.state.testkit", 21),
            Map.entry("com.iam.settings.internal", 19),
            Map.entry("com.iam.state.api.provider", 18),
            Map.entry("com.iam.loginapp.internal", 17),
            Map.entry("com.iam.benchmarks.measure", 16));

    @Test
    void noBundleReachesIntoAnother() throws IOException {
        List<String> faults = new ArrayList<>();
        forEachArrow((bundle, from, to) -> {
            if (!bundle.equals(bundleOf(to)) && List.of(to.split("\\.")).contains("internal")) {
                faults.add(from + " names " + to);
            }
        });
        assertThat(faults).as("A bundle uses what another exports, never its internal packages: "
                + "use the exported type, or move the class to com.iam.support").isEmpty();
    }

    @Test
    void bundlesKnowOnlyWhatTheTableAllows() throws IOException {
        List<String> faults = new ArrayList<>();
        forEachArrow((bundle, from, to) -> {
            String target = bundleOf(to);
            if (!bundle.equals(target) && !mayKnow(bundle).contains(target)) {
                faults.add(from + " names " + to);
            }
        });
        assertThat(faults).as("Arrows that the table MAY_KNOW does not have: turn the arrow round by an interface "
                + "in an API bundle, or, where the design changes, change the table").isEmpty();
    }

    @Test
    void insideTheApiProviderKnowsAdminKnowsApi() throws IOException {
        Map<String, Set<String>> arrows = Tree.arrows("com.iam.state.api");
        assertThat(arrows.get("com.iam.state.api")).as("What sessions are for callers: it knows no other package "
                + "of ours. Move the type that needs one to .admin or .provider").isEmpty();
        assertThat(arrows.get("com.iam.state.api.admin")).as("What operators use knows nothing of providers: "
                + "move the type that does to .provider").isSubsetOf("com.iam.state.api");
    }

    @Test
    void noCircleAmongPackages() throws IOException {
        Set<Set<String>> faults = new HashSet<>();
        for (String bundle : bundles()) {
            Map<String, Set<String>> arrows = Tree.arrows(bundle);
            Map<String, Set<String>> reach = new TreeMap<>();
            arrows.keySet().forEach(name -> reach.put(name, reachable(name, arrows)));
            for (String name : arrows.keySet()) {
                Set<String> circle = new TreeSet<>(reach.get(name));
                circle.removeIf(other -> !reach.getOrDefault(other, Set.of()).contains(name));
                if (!circle.isEmpty()) {
                    faults.add(circle);
                }
            }
        }
        assertThat(faults).as("Packages that know each other in a circle: move the class that both need to the "
                + "lower package, or let the lower one declare an interface").isEmpty();
    }

    @Test
    void noPackageGrowsTooLarge() throws IOException {
        Map<String, Integer> sizes = new TreeMap<>();
        for (String module : Tree.modules()) {
            for (var source : Tree.mainSources(module)) {
                if (!source.endsWith("package-info.java")) {
                    String folder = source.getParent().toString().replace('\\', '/');
                    String name = folder.substring(folder.indexOf("/src/main/java/") + 15).replace('/', '.');
                    sizes.merge(name, 1, Integer::sum);
                }
            }
        }
        sizes.entrySet().removeIf(size ->
                size.getValue() <= LARGER.getOrDefault(size.getKey(), CLASSES_IN_A_PACKAGE));
        assertThat(sizes).as("Packages with more classes than %s, or than their limit in LARGER: give the classes "
                + "that belong together a package of their own; do not raise a limit", CLASSES_IN_A_PACKAGE).isEmpty();
    }

    private static Set<String> reachable(String name, Map<String, Set<String>> arrows) {
        Set<String> reached = new TreeSet<>();
        List<String> open = new ArrayList<>(arrows.get(name));
        while (!open.isEmpty()) {
            String next = open.remove(open.size() - 1);
            if (arrows.containsKey(next) && reached.add(next)) {
                open.addAll(arrows.get(next));
            }
        }
        return reached;
    }

    private static List<String> bundles() throws IOException {
        // The benchmarks are a program that measures all bundles; they are part of no instance.
        return Tree.modules().stream().filter(module -> !module.equals("com.iam.benchmarks")).toList();
    }

    private static Set<String> mayKnow(String bundle) {
        String row = MAY_KNOW.get(bundle.substring("com.iam.".length()));
        assertThat(row).as("The table MAY_KNOW has no row for the new bundle %s: add one", bundle).isNotNull();
        Set<String> names = new HashSet<>();
        for (String name : row.split(" ")) {
            names.add("com.iam." + name);
        }
        return names;
    }

    /** @return the module with the longest name that is a prefix of the package, or the package itself */
    private static String bundleOf(String name) throws IOException {
        return Tree.modules().stream().filter(module -> (name + ".").startsWith(module + "."))
                .reduce((one, other) -> one.length() > other.length() ? one : other).orElse(name);
    }

    private static void forEachArrow(Arrow check) throws IOException {
        for (String bundle : bundles()) {
            for (var arrows : Tree.arrows(bundle).entrySet()) {
                for (String to : arrows.getValue()) {
                    check.look(bundle, arrows.getKey(), to);
                }
            }
        }
    }

    private interface Arrow {
        void look(String bundle, String from, String to) throws IOException;
    }
}
