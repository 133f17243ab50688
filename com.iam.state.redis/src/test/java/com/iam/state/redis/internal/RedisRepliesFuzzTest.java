package com.iam.state.redis.internal;

import static com.iam.state.testkit.States.LONG;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;

import org.junit.jupiter.api.Test;

import com.iam.state.api.SessionEnd.Cause;
import com.iam.state.api.StateUnavailableException;
import com.iam.state.api.provider.Deadline;
import com.iam.state.api.provider.StoredState;
import com.iam.state.testkit.States;

/** Random replies, half of them close to real ones: whatever comes, a call answers or says that Redis is away. */
class RedisRepliesFuzzTest {

    private static final Duration LONG_RUN = Duration.ofMinutes(20);
    private static final int CASES = 400;
    private static final List<String> WORDS = List.of("applied", "absent", "expired", "exists", "stale", "limit", "found", "foreign",
            "skew", "late", "enlist", "", "nan", "\u0001", "\u0000");

    private final long seed = Long.getLong("iam.seed", System.nanoTime());
    private final Random random = new Random(seed);

    @Test
    void noReplyThrowsAnythingElse() throws Exception {
        System.out.println("the seed of this run is " + seed + "; -Diam.seed=" + seed + " gives the same replies");
        long end = Monotonic.after(Boolean.getBoolean("iam.full") ? LONG_RUN : Duration.ZERO);
        StoredState stored = States.of("alice");
        List<Consumer<RedisStateRepository>> calls = List.of(
                repository -> repository.create(stored, 3, soon()),
                repository -> repository.load(stored.key(), LONG, soon()),
                repository -> repository.update(States.incremented(stored), LONG, 3, soon()),
                repository -> repository.delete(stored.key(), Cause.USER, soon()),
                repository -> repository.sessionsOf("login", "alice", Optional.empty(), 10, soon()),
                repository -> repository.page("login", Optional.empty(), 10, soon()),
                repository -> repository.count("login", soon()),
                repository -> repository.claimEnds("login", 10, Duration.ofSeconds(1), soon()),
                repository -> repository.check(soon()));
        try (FakeRedis redis = new FakeRedis()) {
            RedisSettings settings = Fixture.settings(redis.uri(), Map.of("responseTimeoutInMs", 300));
            try (Fixture fixture = new Fixture(settings, RealEncryption.aes())) {
                fixture.awaitConnection();
                for (int i = 0; i < CASES || System.nanoTime() - end < 0; i++) {
                    byte[] reply = reply(3);
                    redis.answer(reply);
                    Consumer<RedisStateRepository> call = calls.get(i % calls.size());
                    assertThatCode(() -> {
                        try {
                            call.accept(fixture.repository);
                        } catch (StateUnavailableException e) {
                            // An outage, said as such.
                        }
                    }).as("case %d of seed %d", i, seed).doesNotThrowAnyException();
                    if (i % 4 == 3) {
                        redis.makeSense();
                        fixture.awaitConnection();
                    }
                }
            }
        }
    }

    private static Deadline soon() {
        return Deadline.after(Duration.ofSeconds(2));
    }

    private byte[] reply(int depth) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        if (random.nextBoolean()) {
            int items = random.nextInt(5);
            out.writeBytes(FakeRedis.bytes("*" + (items + 1) + "\r\n"));
            out.writeBytes(text(WORDS.get(random.nextInt(WORDS.size()))));
            for (int i = 0; i < items; i++) {
                out.writeBytes(item(depth));
            }
            return out.toByteArray();
        }
        out.writeBytes(item(depth));
        return out.toByteArray();
    }

    private byte[] item(int depth) {
        return switch (random.nextInt(depth > 0 ? 7 : 5)) {
            case 0 -> FakeRedis.bytes(":" + random.nextLong() + "\r\n");
            case 1 -> FakeRedis.bytes(":" + random.nextInt(3) + "\r\n");
            case 2 -> FakeRedis.bytes("$-1\r\n");
            case 3 -> text(WORDS.get(random.nextInt(WORDS.size())));
            case 4 -> random.nextInt(8) == 0 ? FakeRedis.bytes("-ERR of a fuzz\r\n") : record();
            default -> {
                ByteArrayOutputStream out = new ByteArrayOutputStream();
                int size = random.nextInt(4);
                out.writeBytes(FakeRedis.bytes("*" + size + "\r\n"));
                for (int i = 0; i < size; i++) {
                    out.writeBytes(item(depth - 1));
                }
                yield out.toByteArray();
            }
        };
    }

    /** What begins as a record of ours. */
    private byte[] record() {
        byte[] bytes = new byte[random.nextInt(200)];
        random.nextBytes(bytes);
        if (bytes.length > 0) {
            bytes[0] = 1;
        }
        return text(new String(bytes, StandardCharsets.ISO_8859_1));
    }

    private static byte[] text(String text) {
        return FakeRedis.bytes("$" + text.length() + "\r\n" + text + "\r\n");
    }
}
