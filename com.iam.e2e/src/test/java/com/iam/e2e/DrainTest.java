package com.iam.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import com.iam.state.testkit.Await;

/** One of two instances behind a balancer stops, and no client notices. */
class DrainTest {

    private static final Duration LONG = Duration.ofSeconds(60);
    private static final int USERS = 4;

    @TempDir
    Path folder;
    private final HttpClient http = HttpClient.newHttpClient();
    private final ExecutorService users = Executors.newFixedThreadPool(USERS);
    private final List<Instance> instances = new ArrayList<>();
    private final List<String> failures = new CopyOnWriteArrayList<>();
    private final AtomicBoolean over = new AtomicBoolean();
    private final AtomicInteger answered = new AtomicInteger();
    private Redis redis;
    private HaProxy balancer;

    @BeforeEach
    void start() {
        redis = Redis.start();
        for (int i = 0; i < 2; i++) {
            Instance started = Instance.start(folder.resolve("instance" + i), folder.resolve("work" + i), i == 0 ? 4 : 600);
            instances.add(started);
            Configurations.encryption(started, Configurations.KEY);
            Configurations.redis(started, redis);
            Configurations.repository(started, "(state.repository=redis)");
            Await.until("sessions are in Redis", LONG, () -> started.log().contains("Module login: bound to redis"));
        }
        balancer = HaProxy.start(folder, instances);
    }

    @AfterEach
    void stop() {
        over.set(true);
        users.shutdownNow();
        if (balancer != null) {
            balancer.close();
        }
        instances.forEach(Instance::close);
        redis.close();
    }

    private int status(HttpRequest.Builder request) throws IOException, InterruptedException {
        return http.send(request.timeout(LONG).build(), HttpResponse.BodyHandlers.discarding()).statusCode();
    }

    private List<CompletableFuture<Void>> use(URI session, String cookie) {
        return Stream.generate(() -> CompletableFuture.runAsync(() -> ask(session, cookie), users)).limit(USERS).toList();
    }

    private void ask(URI session, String cookie) {
        while (!over.get()) {
            try {
                int status = status(HttpRequest.newBuilder(session).header("Cookie", cookie));
                if (status == 200) {
                    answered.incrementAndGet();
                } else {
                    failures.add(String.valueOf(status));
                }
                Thread.sleep(10);
            } catch (IOException e) {
                failures.add(e.toString());
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private void awaitAnswers(int more) {
        int before = answered.get();
        Await.until("requests go on", LONG, () -> answered.get() >= before + more || !failures.isEmpty());
    }

    /** A log-in whose body comes in two parts. */
    private Socket slowLogIn(Instance instance, String body, int sent) throws IOException {
        Socket socket = new Socket("localhost", instance.port);
        socket.setSoTimeout((int) LONG.toMillis());
        OutputStream out = socket.getOutputStream();
        out.write(("POST /auth-login/rest/public/authentication/password/check HTTP/1.1\r\nHost: localhost:" + instance.port
                + "\r\nX-Same-Domain: 1\r\nContent-Type: application/json\r\nContent-Length: " + body.length() + "\r\n\r\n"
                + body.substring(0, sent)).getBytes(StandardCharsets.US_ASCII));
        out.flush();
        return socket;
    }

    @Test
    void noRequestFailsWhileTheManagersOfSessionsAreReplaced() throws Exception {
        Instance instance = instances.get(0);
        Client client = new Client("/auth-login");
        assertThat(client.logIn(instance, "alice", Instance.PASSWORD).status()).isEqualTo(200);
        List<CompletableFuture<Void>> load = use(instance.uri("/auth-login/rest/session"), client.cookie().orElseThrow());
        awaitAnswers(50);

        for (int i = 1; i <= 3; i++) {
            String version = "9.0." + i;
            NewerBuild.drop(instance, "com.iam.state.core", version);
            Await.until("it runs", LONG, () -> instance.output().contains("Updated com.iam.state.core " + version));
            awaitAnswers(50);
        }
        over.set(true);
        load.forEach(CompletableFuture::join);

        assertThat(failures).isEmpty();
    }

    @Test
    void whileAnotherInstanceIsThereNoRequestFails() throws Exception {
        Instance leaving = instances.get(0);
        Client client = new Client("/auth-login");
        assertThat(client.logIn(leaving, "alice", Instance.PASSWORD).status()).isEqualTo(200);
        Await.until("the balancer has found the instances", LONG, () -> {
            try {
                return status(HttpRequest.newBuilder(balancer.uri("/health/ready"))) == 200;
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            } catch (IOException e) {
                return false;
            }
        });
        List<CompletableFuture<Void>> load = use(balancer.uri("/auth-login/rest/session"), client.cookie().orElseThrow());
        awaitAnswers(50);
        String body = "{\"username\":\"bob\",\"password\":\"" + Instance.PASSWORD + "\"}";
        Socket slow = slowLogIn(leaving, body, 5);

        leaving.terminate();

        Await.until("it is not ready", LONG, () -> new Client("/health/ready").get(leaving, "").status() == 503);
        Client.Reply served = client.session(leaving);
        assertThat(served.status()).as("it serves on").isEqualTo(200);
        assertThat(served.header("Connection")).as("and no longer on this connection").hasValue("close");
        slow.getOutputStream().write(body.substring(5).getBytes(StandardCharsets.US_ASCII));
        slow.getOutputStream().flush();
        assertThat(new String(slow.getInputStream().readAllBytes(), StandardCharsets.UTF_8)).as("what was under way is answered")
                .startsWith("HTTP/1.1 200").contains("Connection: close");
        assertThat(leaving.exitCode()).isZero();
        awaitAnswers(50);
        over.set(true);
        load.forEach(CompletableFuture::join);

        assertThat(failures).isEmpty();
        String farewell = leaving.output().substring(leaving.output().indexOf("Stopping:"));
        assertThat(farewell).contains("serving on for 4 s", "Stopped.").doesNotContain("ERROR");

        Instance last = instances.get(1);
        last.terminate();
        Await.until("it has begun to take its leave", LONG, () -> last.output().contains("serving on for 600 s"));
        last.terminate();
        assertThat(last.exitCode()).as("a second signal stops it at once").isZero();
    }
}
