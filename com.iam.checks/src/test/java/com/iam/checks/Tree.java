package com.iam.checks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The modules of this product as they lie beside the module of the checks. */
final class Tree {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Path MAIN = Path.of("src", "main", "java");

    private Tree() {
    }

    /** @return the names of the modules that have main sources, which are also the prefixes of their packages */
    static List<String> modules() throws IOException {
        try (Stream<Path> folders = Files.list(ROOT)) {
            return folders.filter(folder -> folder.getFileName().toString().startsWith("com.iam."))
                    .filter(folder -> Files.isDirectory(folder.resolve(MAIN)))
                    .map(folder -> folder.getFileName().toString()).sorted().toList();
        }
    }

    /** @return the main sources of a module */
    static List<Path> mainSources(String module) throws IOException {
        return files(ROOT.resolve(module).resolve(MAIN), ".java");
    }

    /** @return every source, of tests too, of every module */
    static List<Path> allSources() throws IOException {
        try (Stream<Path> folders = Files.list(ROOT)) {
            List<Path> sources = folders.filter(folder -> folder.getFileName().toString().startsWith("com.iam."))
                    .map(folder -> folder.resolve("src")).filter(Files::isDirectory).sorted().toList();
            Set<Path> all = new TreeSet<>();
            for (Path folder : sources) {
                all.addAll(files(folder, ".java"));
            }
            return List.copyOf(all);
        }
    }

    /** @return for each package of the module: the packages that its classes name, itself left out */
    static Map<String, Set<String>> arrows(String module) throws IOException {
        Path classes = ROOT.resolve(module).resolve(Path.of("target", "classes"));
        Map<String, Set<String>> arrows = new TreeMap<>();
        for (Path file : Files.isDirectory(classes) ? files(classes, ".class") : List.<Path>of()) {
            Path folder = classes.relativize(file).getParent();
            // What an earlier build left, and what bnd copied from elsewhere, has no sources here.
            if (folder == null || !Files.isDirectory(ROOT.resolve(module).resolve(MAIN).resolve(folder))) {
                continue;
            }
            String name = folder.toString().replace('/', '.').replace('\\', '.');
            Set<String> targets = arrows.computeIfAbsent(name, key -> new TreeSet<>());
            targets.addAll(ClassFile.packagesNamedIn(file));
            targets.remove(name);
        }
        if (arrows.isEmpty()) {
            throw new AssertionError("No classes in " + module + "/target/classes. Build it first: "
                    + "mvn -pl com.iam.checks -am verify; a new module also goes into com.iam.checks/pom.xml.");
        }
        return arrows;
    }

    private static List<Path> files(Path folder, String suffix) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(suffix)).sorted().toList();
        }
    }
}
