package com.iam.benchmarks.measure;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;

import com.iam.benchmarks.contender.Entrant;
import com.iam.state.testkit.RedisEndpoint;

/**
 * One contender in a process of its own, which does what a {@link Contestant} says: a line for each task on the standard input,
 * and a line of numbers for each on the standard output. It ends when its input does.
 */
final class Worker {

    private final Populated<?> contender;
    private final RedisCounters redis;
    private final Load load = new Load();

    private Worker(Entrant entrant, RedisEndpoint server, int sessions) {
        this.contender = Populated.open(entrant, server, sessions);
        this.redis = new RedisCounters(server);
    }

    /** @param words entrant, port of Redis, sessions to begin with */
    public static void main(String[] words) throws IOException {
        PrintStream answers = System.out;
        // Libraries say this and that.
        System.setOut(System.err);
        Worker worker = new Worker(Entrant.valueOf(words[0]), new RedisEndpoint(Integer.parseInt(words[1])),
                Integer.parseInt(words[2]));
        answers.println();
        BufferedReader tasks = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String task = tasks.readLine(); task != null; task = tasks.readLine()) {
            answers.println(worker.done(task.split(" ")).mapToObj(String::valueOf).collect(Collectors.joining(" ")));
        }
        // Libraries leave threads behind.
        System.exit(0);
    }

    private DoubleStream done(String[] task) {
        return switch (task[0]) {
            case "load" -> load(new Cell(Workload.valueOf(task[1]), Integer.parseInt(task[2])),
                    new Load.Time(Duration.ofMillis(Long.parseLong(task[3])), Duration.ofMillis(Long.parseLong(task[4]))));
            case "lives" -> lives(Integer.parseInt(task[1]));
            case "trips" -> DoubleStream.of(trips(Workload.valueOf(task[1]), Integer.parseInt(task[2])));
            default -> throw new IllegalArgumentException(task[0]);
        };
    }

    private DoubleStream load(Cell cell, Load.Time time) {
        Measured measured = load.run(cell.threads(), time, contender.requests(cell));
        return DoubleStream.of(measured.perSecond(), measured.p50(), measured.p99(), measured.failed());
    }

    private DoubleStream lives(int number) {
        LifeCycle measured = contender.lifeCycle(new Meter(redis), number);
        return DoubleStream.of(measured.create().p50(), measured.create().trips(), measured.list().p50(), measured.list().trips(),
                measured.delete().p50(), measured.delete().trips());
    }

    private double trips(Workload workload, int number) {
        Requests requests = contender.requests(new Cell(workload, 1));
        return redis.tripsOf(number, () -> {
            for (int i = 0; i < number; i++) {
                sent(requests, i);
            }
        });
    }

    private static void sent(Requests requests, int number) {
        try {
            requests.send(0, number);
        } catch (Exception e) {
            throw new IllegalStateException("a request failed", e);
        }
    }
}
