package com.iam.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import com.iam.state.testkit.Parallel;

/** What strangers send: no fault of the server's own comes of it, no word about its inside, no endless wait or log. */
class HttpFuzzTest {

    private static final int THREADS = 4;
    /** In full: for this long; otherwise a number of requests. */
    private static final Duration FULL = Duration.ofMinutes(20);
    private static final int REQUESTS = 3_000;
    private static final Duration ANSWER = Duration.ofSeconds(15);
    /** Of the audit log and iam.log together, a minute: a few budgets, however many requests there were. */
    private static final long LOGGED_A_MINUTE = 100_000;

    @TempDir
    Path folder;

    @Test
    void strangersGetNeitherAFaultNorAWordAboutTheInside() throws InterruptedException {
        long seed = Long.getLong("iam.seed", System.nanoTime());
        System.out.println("the seed of this run is " + seed + "; -Diam.seed=" + seed + " sends the same requests");
        try (Instance instance = Instance.start(folder.resolve("instance"), folder.resolve("work"))) {
            long logged = logged(instance);
            long began = System.nanoTime();
            Map<Integer, Long> statuses = send(instance, seed, began);
            double minutes = (System.nanoTime() - began) / 60e9;
            System.out.printf("%s in %.1f minutes, %d bytes logged%n", statuses, minutes, logged(instance) - logged);

            assertThat(statuses.values().stream().mapToLong(Long::longValue).sum()).as("responses")
                    .isGreaterThan(REQUESTS / 2);
            assertThat(logged(instance) - logged).as("bytes logged")
                    .isLessThan((long) (LOGGED_A_MINUTE * (1 + minutes)));
            assertThat(instance.log()).doesNotContain(" ERROR ").doesNotContain("\tat ");
            Client alice = new Client("/auth-login");
            assertThat(alice.logIn(instance, "alice", Instance.PASSWORD).status()).isEqualTo(200);
            assertThat(alice.session(instance).status()).isEqualTo(200);
            assertThat(instance.isReady()).isTrue();
        }
    }

    /** In rounds, each of other requests. */
    private static Map<Integer, Long> send(Instance instance, long seed, long began) throws InterruptedException {
        Map<Integer, Long> statuses = new TreeMap<>();
        int round = 0;
        do {
            long first = seed + THREADS * round++;
            Parallel.run(THREADS, thread -> () -> count(instance, new NearlyRightRequests(first + thread)))
                    .forEach(counted -> counted.forEach((status, count) -> statuses.merge(status, count, Long::sum)));
        } while (Drill.FULL && System.nanoTime() - began < FULL.toNanos());
        return statuses;
    }

    private static Map<Integer, Long> count(Instance instance, NearlyRightRequests requests) {
        Map<Integer, Long> statuses = new TreeMap<>();
        for (int i = 0; i < REQUESTS / THREADS; i++) {
            exchange(instance, requests.next()).statuses().forEach(status -> statuses.merge(status, 1L, Long::sum));
        }
        return statuses;
    }

    private static RawHttp.Answer exchange(Instance instance, byte[] request) {
        String sent = "request (Base64): " + Base64.getEncoder().encodeToString(request);
        RawHttp.Answer answer;
        try {
            answer = RawHttp.exchange(instance.port, request, ANSWER);
        } catch (AssertionError e) {
            throw new AssertionError(sent, e);
        }
        assertThat(answer.statuses()).as(sent).allSatisfy(status -> assertThat(status).satisfiesAnyOf(
                each -> assertThat(each).isLessThan(500), each -> assertThat(each).isIn(501, 505)));
        assertThat(answer.text().split("\r\nX-Content-Type-Options: nosniff\r\n", -1).length - 1).as(sent)
                .isGreaterThanOrEqualTo((int) answer.statuses().stream().filter(status -> status >= 200).count());
        String asIfFromUs = new String(request, StandardCharsets.UTF_8);
        for (String inside : new String[] {"\tat ", "Exception", "java.lang", "org.eclipse", "com.iam.", "jetty"}) {
            assertThat(answer.text().contains(inside) && !asIfFromUs.contains(inside))
                    .as(sent + " gives away " + inside).isFalse();
        }
        return answer;
    }

    private static long logged(Instance instance) {
        return instance.logLength() + instance.work.resolve("logs/audit.log").toFile().length();
    }
}
