package com.iam.benchmarks.measure;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import com.iam.benchmarks.contender.Entrant;
import com.iam.state.testkit.RedisEndpoint;

/**
 * A contender in a Java process of its own, as where it is used: in one process each would be compiled, and its garbage
 * collected, together with that of all others. The process has the flags of this one.
 */
final class Contestant implements AutoCloseable {

    private static final int PATIENCE_IN_SECONDS = 20;
    /** Not always among the flags. */
    private static final List<String> SHARED = List.of("iam.distribution", "java.util.logging.config.file");

    private final Entrant entrant;
    private final Process process;
    private final PrintStream tasks;
    private final BufferedReader answers;

    /** With sessions to work on, once it {@linkplain #awaitReady is ready}. */
    Contestant(Entrant entrant, RedisEndpoint redis, int sessions) {
        this.entrant = entrant;
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        SHARED.stream().filter(each -> System.getProperty(each) != null)
                .forEach(each -> command.add("-D" + each + "=" + System.getProperty(each)));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Worker.class.getName(), entrant.name(),
                String.valueOf(redis.port()), String.valueOf(sessions)));
        try {
            process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        tasks = new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8);
        answers = process.inputReader(StandardCharsets.UTF_8);
    }

    void awaitReady() {
        answer();
    }

    Measured load(Cell cell, Load.Time time) {
        double[] answer = asked("load " + cell.workload() + " " + cell.threads() + " " + time.warmUp().toMillis() + " "
                + time.measured().toMillis());
        return new Measured(answer[0], answer[1], answer[2], Math.round(answer[3]));
    }

    LifeCycle lifeCycle(int number) {
        double[] answer = asked("lives " + number);
        return new LifeCycle(new LifeCycle.Step(answer[0], answer[1]), new LifeCycle.Step(answer[2], answer[3]),
                new LifeCycle.Step(answer[4], answer[5]));
    }

    /** Round trips of a request, at one thread. */
    double trips(Workload workload, int requests) {
        return asked("trips " + workload + " " + requests)[0];
    }

    @Override
    public void close() {
        tasks.close();
        try {
            if (!process.waitFor(PATIENCE_IN_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private double[] asked(String task) {
        tasks.println(task);
        return Stream.of(answer().split(" ")).mapToDouble(Double::parseDouble).toArray();
    }

    private String answer() {
        try {
            String line = answers.readLine();
            if (line == null) {
                throw new IllegalStateException(entrant.title() + " has given up; what it said is above");
            }
            return line;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
