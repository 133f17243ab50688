package com.iam.state.redis.internal.acl;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A command of Redis that the service account must be permitted.
 *
 * @param name as in an ACL, such as {@code get} or {@code client|setname}
 * @param trial how to find out without doing anything; empty if there is no such way
 * @param purpose for people
 */
public record NeededCommand(String name, Where where, Optional<String> trial, String purpose) {

    public enum Where { ALWAYS, NEWER, CLUSTER, REPLICAS, SENTINEL }

    private static final String RESOURCE = "commands.txt";

    /** In the order of the resource, which explains them. */
    public static List<NeededCommand> all() {
        try (var in = NeededCommand.class.getResourceAsStream(RESOURCE);
                var lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            return lines.lines().filter(line -> !line.isBlank() && !line.startsWith("#")).map(NeededCommand::parse).toList();
        } catch (IOException e) {
            throw new UncheckedIOException("the bundle's own list of commands cannot be read", e);
        }
    }

    /** The words of the trial; it leaves nothing in the namespace but the module in the set of modules. */
    public Optional<String[]> trialIn(String namespace, String module) {
        return trial.map(line -> Stream.of(line.split(" ")).map(word -> switch (word) {
            case "{key}" -> "{" + namespace + ":1:" + module + ":00}:none";
            case "{channel}" -> namespace + ":1:testlet";
            case "{modules}" -> namespace + ":1:modules";
            default -> word;
        }).toArray(String[]::new));
    }

    private static NeededCommand parse(String line) {
        // A subcommand follows its command after a bar without blanks.
        String[] parts = line.split("\\s+\\|\\s+", 4);
        return new NeededCommand(parts[0].strip(), Where.valueOf(parts[1].strip().toUpperCase(Locale.ROOT)),
                Optional.of(parts[2].strip()).filter(trial -> !trial.equals("-")), parts[3].strip());
    }
}
