package com.iam.e2e;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The launcher of the distribution as a command, on the Java of the tests and with its options. */
final class LauncherCommand {

    private static final Path DISTRIBUTION = Path.of(System.getProperty("iam.distribution")).normalize();

    private final List<String> options = new ArrayList<>(ManagementFactory.getRuntimeMXBean().getInputArguments());
    private final List<String> words;

    /** @param command as in "run" */
    LauncherCommand(String command, Path instance) {
        words = new ArrayList<>(List.of(command, "--distribution", DISTRIBUTION.toString(), "--instance", instance.toString()));
    }

    static Path distribution() {
        return DISTRIBUTION;
    }

    LauncherCommand option(String option) {
        options.add(option);
        return this;
    }

    LauncherCommand with(String... more) {
        words.addAll(List.of(more));
        return this;
    }

    ProcessBuilder builder() {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(List.of("-jar", DISTRIBUTION.resolve("launcher/com.iam.launcher.jar").toString()));
        command.addAll(words);
        return new ProcessBuilder(command).redirectErrorStream(true);
    }
}
