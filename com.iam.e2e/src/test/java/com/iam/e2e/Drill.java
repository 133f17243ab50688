package com.iam.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;

import com.iam.state.testkit.Await;

/** An instance with the counter module, whose sessions are moved about while they are in use. */
final class Drill implements AutoCloseable {

    static final boolean FULL = Boolean.getBoolean("iam.full");

    /** For a Redis that is killed. With {@code everysec} it may itself forget an acknowledged write. */
    static final String[] DURABLE = {"--appendonly", "yes", "--appendfsync", "always"};

    private static final String NEXT_KEY = Secrets.newKey(16);
    /** Some of the tokens that are looked for in the end: all of them would take long. */
    private static final int SEARCHED = 100;
    private static final Duration LONG = Duration.ofSeconds(90);
    private static final Duration GAP = Duration.ofSeconds(2);
    private static final int SESSIONS_A_USER = 5;
    private static final int REQUESTS_A_SECOND = 1000;

    final Redis redis;
    Instance instance;
    CounterClient client;
    final Random random;
    private List<CountedSession> used;
    private CounterLoad load;
    private boolean nextKeySeals;
    private int builds;

    private Drill(Random random, Redis redis, Instance instance) {
        this.random = random;
        this.redis = redis;
        this.instance = instance;
        this.client = new CounterClient(instance);
    }

    /** @param redisOptions as on the command line of {@code redis-server} */
    static Drill start(Path folder, String... redisOptions) {
        long seed = Long.getLong("iam.seed", System.nanoTime());
        System.out.println("the seed of this drill is " + seed + "; -Diam.seed=" + seed + " takes the same decisions");
        Redis redis = Redis.start(redisOptions);
        Drill drill = new Drill(new Random(seed), redis, Instance.launch(folder.resolve("instance"), folder.resolve("work")));
        try {
            drill.prepare();
            return drill;
        } catch (RuntimeException | Error e) {
            drill.close();
            throw e;
        }
    }

    private void prepare() {
        Await.until("the instance is ready", LONG, instance::isReady);
        // Patient, since clients, instance and Redis share two cores here, perhaps with others.
        manager("swapWaitInMs=\"4000\"", "operationTimeoutInMs=\"8000\"");
        Configurations.encryption(instance, Configurations.KEY, NEXT_KEY);
        Configurations.redis(instance, redis, "responseTimeoutInMs=\"3000\"", "swapWaitInMs=\"3000\"");
        Path part = instance.folder.resolve("counter.part");
        try {
            Files.copy(Path.of(System.getProperty("iam.counter")), part);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        move(part, instance.folder.resolve("load/com.iam.counter.jar"));
        Await.until("the counter module serves", LONG, () -> instance.log().contains("Module counter: bound to memory")
                && instance.log().contains("Connected to redis") && client.serves());
    }

    /** Settings of the counter's state manager, besides the module. */
    void manager(String... settings) {
        List<String> lines = new ArrayList<>(List.of("module=\"counter\""));
        lines.addAll(List.of(settings));
        instance.configure("com.iam.state.manager-counter.config", lines.toArray(String[]::new));
    }

    /** Users with five sessions each. */
    List<CountedSession> sessions(int users) {
        List<CountedSession> sessions = new ArrayList<>();
        for (int i = 0; i < users; i++) {
            sessions.addAll(client.start("user" + i, SESSIONS_A_USER));
        }
        return sessions;
    }

    CounterLoad use(List<CountedSession> sessions) {
        used = sessions;
        sessions.stream().limit(SEARCHED).forEach(session -> Secrets.cookie(session.token));
        load = CounterLoad.start(client, sessions, REQUESTS_A_SECOND, random);
        load.awaitProgress();
        return load;
    }

    void toRedis() {
        swap("Module counter: bound to redis", () -> Configurations.repository(instance, "(state.repository=redis)"));
    }

    /** Waits until no session is on its way any more. */
    void awaitArrival() {
        Await.until("all sessions have arrived", LONG,
                () -> !client.metrics().contains("iam_carry_over_sessions{module=\"counter\""));
    }

    void toMemory() {
        swap("Module counter: bound to memory", () -> Configurations.memory(instance));
    }

    /** The key that sealed opens from now on, and the one that opened seals. */
    void rotate() {
        nextKeySeals = !nextKeySeals;
        swap("is sealed by aes128gcm 'main'", () -> Configurations.encryption(instance,
                nextKeySeals ? NEXT_KEY : Configurations.KEY, nextKeySeals ? Configurations.KEY : NEXT_KEY));
    }

    /** Overwrites a bundle in {@code load/}. */
    void replace(String bundle) {
        String version = "9.0." + ++builds;
        try {
            NewerBuild.drop(instance, bundle, version);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        load.await(bundle + " " + version + " runs", () -> instance.output().contains("Updated " + bundle + " " + version));
        load.awaitProgress();
    }

    void restart(String bundle) {
        client.bundle("restart", bundle);
        awaitServing();
    }

    void refresh(String bundle) {
        client.bundle("refresh", bundle);
        awaitServing();
    }

    /** The whole framework is stopped, as by Ctrl-C, and started again; nobody may be using it. */
    void restart() {
        assertThat(instance.stop()).isZero();
        instance = Instance.start(instance.folder, instance.work);
        client = new CounterClient(instance);
        awaitAnswers();
    }

    /** Waits until sessions are served and used, after whatever has happened. */
    void awaitServing() {
        load.awaitProgress();
        awaitAnswers();
    }

    /** The same while nobody uses them. */
    void awaitAnswers() {
        Await.until("sessions are served", LONG, () -> client.value(used.get(0)).statusCode() == 200);
    }

    /** A bundle is taken out of {@code load/} for two seconds. @param said what the log says when it is in use again */
    void takeAwayForAWhile(String bundle, String said) throws IOException {
        Path jar = instance.folder.resolve("load").resolve(bundle + ".jar");
        Path aside = instance.folder.resolve(bundle + ".aside");
        int removals = occurrences("Removed " + bundle);
        Files.move(jar, aside, StandardCopyOption.ATOMIC_MOVE);
        load.await(bundle + " has gone", () -> occurrences("Removed " + bundle) > removals);
        long began = System.nanoTime();
        load.await("two seconds have passed", () -> System.nanoTime() - began > GAP.toNanos());
        swap(said, () -> move(aside, jar));
    }

    private static void move(Path from, Path to) {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Does something, and waits until the log says so and requests have gone on after it. */
    void swap(String said, Runnable step) {
        long from = instance.logLength();
        step.run();
        load.await("the log says: " + said, () -> instance.hasLogged(said, from));
        load.awaitProgress();
    }

    private int occurrences(String text) {
        return instance.output().split(Pattern.quote(text), -1).length;
    }

    @Override
    public void close() {
        if (load != null) {
            load.close();
        }
        instance.close();
        redis.close();
    }

    /** How much of what a process has a limited number of the instance holds. */
    record Vitals(double threads, double files, double classes, long connections) {
    }

    Vitals vitals() {
        try {
            assertThat(new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                    String.valueOf(instance.pid()), "GC.run").redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD).start().waitFor()).isZero();
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
        return new Vitals(client.metric("jvm_threads_current"), client.metric("process_open_fds"),
                client.metric("jvm_classes_currently_loaded"),
                redis.send("CLIENT", "LIST").lines().filter(line -> line.contains("name=iam")).count());
    }
}
