package com.iam.launcher;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;

/**
 * What the command line asks for. Paths are absolute.
 *
 * @param distribution the assembled product: {@code bundle}, {@code load}, {@code conf}, {@code launcher}
 * @param instance     settings, the project's bundles and secrets; may be shared and read-only
 * @param work         where this instance writes, and no other
 * @param refresh      whether bundles that an earlier launch laid out follow the distribution
 */
record Arguments(Path distribution, Path instance, Path work, int port, boolean demo, boolean refresh) {

    static final String USAGE =
            "usage: iam run [--instance DIR] [--work DIR] [--port N] [--demo]";

    static Arguments parse(List<String> words) throws Refusal {
        Path distribution = null;
        Path instance = Path.of("instance");
        Path work = Path.of("work");
        int port = 8080;
        boolean demo = false;
        boolean refresh = false;
        Iterator<String> rest = words.iterator();
        if (!rest.hasNext() || !rest.next().equals("run")) {
            throw new Refusal(USAGE);
        }
        while (rest.hasNext()) {
            String option = rest.next();
            switch (option) {
                case "--distribution" -> distribution = path(option, rest);
                case "--instance" -> instance = path(option, rest);
                case "--work" -> work = path(option, rest);
                case "--port" -> port = port(value(option, rest));
                case "--demo" -> demo = true;
                case "--refresh" -> refresh = true;
                default -> throw new Refusal("unknown option " + option + "; " + USAGE);
            }
        }
        if (distribution == null) {
            throw new Refusal("--distribution is missing; " + USAGE);
        }
        return new Arguments(distribution.toAbsolutePath().normalize(), instance.toAbsolutePath().normalize(),
                work.toAbsolutePath().normalize(), port, demo, refresh);
    }

    private static String value(String option, Iterator<String> rest) throws Refusal {
        if (!rest.hasNext()) {
            throw new Refusal(option + " needs a value; " + USAGE);
        }
        return rest.next();
    }

    private static Path path(String option, Iterator<String> rest) throws Refusal {
        String value = value(option, rest);
        try {
            return Path.of(value);
        } catch (InvalidPathException e) {
            throw new Refusal(option + " is not a path: " + value, e);
        }
    }

    private static int port(String value) throws Refusal {
        if (!value.matches("\\d{1,5}") || Integer.parseInt(value) < 1 || Integer.parseInt(value) > 65535) {
            throw new Refusal("--port must be a number from 1 to 65535, not " + value + "; " + USAGE);
        }
        return Integer.parseInt(value);
    }
}
