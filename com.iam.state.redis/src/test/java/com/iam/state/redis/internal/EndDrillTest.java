package com.iam.state.redis.internal;

import static com.iam.state.redis.internal.Fixture.soon;
import static com.iam.state.testkit.States.MODULE;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import com.iam.state.api.SessionEnd;
import com.iam.state.api.SessionEnd.Cause;
import com.iam.state.api.SessionState;
import com.iam.state.api.Timeouts;
import com.iam.state.api.provider.StoredState;
import com.iam.state.api.provider.WriteOutcome;
import com.iam.state.testkit.Await;
import com.iam.state.testkit.RedisServer;
import com.iam.state.testkit.States;

/**
 * Sessions expire while two of three instances are killed, each a process of its own. Redis sends no notifications, and
 * permits no more than it must.
 */
class EndDrillTest {

    private static final int SESSIONS = 1000;

    private final Random random = new Random();

    /** What an instance has reported. */
    private record Report(String eventId, String cause, String subject, long millisecondsAfter) {

        static Report of(String line) {
            String[] fields = line.split(" ");
            return new Report(fields[0], fields[1], fields[2], Long.parseLong(fields[3]));
        }
    }

    private static final class Instance implements AutoCloseable {

        private final Process process;
        private final List<String> lines = new CopyOnWriteArrayList<>();
        private final Thread reader = new Thread(this::read, "reader");

        Instance(String uri) throws IOException {
            process = new ProcessBuilder(System.getProperty("java.home") + "/bin/java", "-cp",
                    System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                    EndReporter.class.getName(), uri).redirectError(ProcessBuilder.Redirect.INHERIT).start();
            reader.start();
        }

        private void read() {
            try (BufferedReader in = new BufferedReader(new InputStreamReader(process.getInputStream()))) {
                in.lines().forEach(lines::add);
            } catch (IOException | UncheckedIOException e) {
                // A process that is killed takes its output away from whoever reads it. In two words: a report has four.
                lines.add("unreadable: " + e.getClass().getSimpleName());
            }
        }

        boolean isReady() {
            return lines.contains("ready");
        }

        List<Report> reports() {
            return lines.stream().filter(line -> line.split(" ").length == 4).map(Report::of).toList();
        }

        @Override
        public void close() {
            process.destroyForcibly();
        }
    }

    @Test
    void eachEndIsReportedAlthoughTwoOfThreeInstancesAreKilled() throws Exception {
        try (RedisServer server = LeastPrivilege.start();
                Fixture users = new Fixture(Fixture.settings(server.uri(), LeastPrivilege.SETTINGS), RealEncryption.aes());
                Instance first = new Instance(server.uri());
                Instance second = new Instance(server.uri());
                Instance third = new Instance(server.uri())) {
            List<Instance> instances = new ArrayList<>(List.of(first, second, third));
            Collections.shuffle(instances, random);
            assertThat(server.send("CONFIG", "GET", "notify-keyspace-events")).endsWith("$0\r\n\r\n");
            users.awaitConnection();
            Await.until("the instances are up", Duration.ofSeconds(60), () -> instances.stream().allMatch(Instance::isReady));

            List<StoredState> sessions = IntStream.range(0, SESSIONS).mapToObj(i -> started(users, "user" + i)).toList();
            for (int killed = 0; killed < 2; killed++) {
                int reports = 200 + 300 * killed + random.nextInt(200);
                Await.until(reports + " ends have been reported", () -> reports(instances).size() >= reports);
                instances.get(killed).close();
            }
            Set<String> expected = new HashSet<>();
            sessions.forEach(each -> expected.add(SessionEnd.of(each.key(), Cause.IDLE, Optional.empty(), Optional.empty(),
                    Instant.EPOCH).eventId()));
            Await.until("each end has been reported", Duration.ofSeconds(60),
                    () -> reports(instances).stream().map(Report::eventId).distinct().count() >= SESSIONS);

            List<Report> all = reports(instances);
            assertThat(all).extracting(Report::eventId).containsAll(expected)
                    .isSubsetOf(expected);
            assertThat(all).extracting(Report::cause).containsOnly("IDLE");
            assertThat(all).extracting(Report::subject).doesNotContain("-");
            Await.until("nothing is left in the indexes", () -> List.of("*}:x", "*}:e", "*:u:*").stream()
                    .allMatch(keys -> server.send("KEYS", keys).equals("*0\r\n")));
            assertThat(LeastPrivilege.refused(server)).isEmpty();
            System.out.printf("%d ends, %d reports, at the latest %.1f s after the deadline; a sweep every %d s%n", SESSIONS,
                    all.size(), all.stream().mapToLong(Report::millisecondsAfter).max().orElseThrow() / 1000.0,
                    EndReporter.SWEEP.toSeconds());
        }
    }

    private StoredState started(Fixture users, String name) {
        Timeouts brief = new Timeouts(Duration.ofMillis(1000 + random.nextInt(4000)), Duration.ofHours(1));
        StoredState state = States.of(MODULE, SessionState.EMPTY.withSubject(name), brief);
        assertThat(users.repository.create(state, 0, soon())).isInstanceOf(WriteOutcome.Applied.class);
        return state;
    }

    private static List<Report> reports(List<Instance> instances) {
        return instances.stream().flatMap(each -> each.reports().stream()).toList();
    }
}
