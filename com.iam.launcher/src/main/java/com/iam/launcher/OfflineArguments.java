package com.iam.launcher;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * What the command line asks for when it is a command of a bundle. Paths are absolute.
 *
 * @param words what the command itself is told
 */
record OfflineArguments(String command, Path distribution, Path instance, List<String> words) {

    private static final String TESTLET = "testlet";
    private static final List<String> COMMANDS = List.of(TESTLET, "key-check");

    static boolean isMeantBy(List<String> words) {
        return !words.isEmpty() && COMMANDS.contains(words.get(0));
    }

    static OfflineArguments parse(List<String> words) throws Refusal {
        Iterator<String> rest = words.iterator();
        String command = rest.next();
        boolean named = command.equals(TESTLET);
        String usage = "usage: iam " + command.replace('-', ' ') + " [--instance DIR]" + (named ? " [NAME]" : "");
        Path distribution = null;
        Path instance = path("instance");
        List<String> own = new ArrayList<>();
        while (rest.hasNext()) {
            String word = rest.next();
            if (!word.startsWith("--")) {
                own.add(word);
            } else if (!List.of("--distribution", "--instance").contains(word) || !rest.hasNext()) {
                throw new Refusal("unknown option " + word + ", or it has no value; " + usage);
            } else if (word.equals("--distribution")) {
                distribution = path(rest.next());
            } else {
                instance = path(rest.next());
            }
        }
        if (distribution == null || own.size() > (named ? 1 : 0)) {
            throw new Refusal(usage);
        }
        return new OfflineArguments(command, distribution, instance, List.copyOf(own));
    }

    private static Path path(String value) throws Refusal {
        try {
            return Path.of(value).toAbsolutePath().normalize();
        } catch (InvalidPathException e) {
            throw new Refusal("not a path: " + value, e);
        }
    }
}
