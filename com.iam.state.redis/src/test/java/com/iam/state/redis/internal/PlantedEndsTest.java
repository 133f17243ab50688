package com.iam.state.redis.internal;

import static com.iam.state.redis.internal.Fixture.soon;
import static com.iam.state.testkit.States.LONG;
import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import com.iam.state.api.SessionEnd;
import com.iam.state.api.SessionEnd.Cause;
import com.iam.state.api.SessionToken;
import com.iam.state.api.StateKey;
import com.iam.state.api.provider.ClaimedEnd;
import com.iam.state.api.provider.LoadOutcome;
import com.iam.state.api.provider.StoredState;
import com.iam.state.api.provider.WriteOutcome;
import com.iam.state.testkit.States;

/** Ends are believed only as far as the records bear them out, and whoever plants others holds up none of the real ones. */
class PlantedEndsTest implements RedisTest {

    private static final Duration LEASE = Duration.ofMinutes(1);
    private static final KeyLayout KEYS = new KeyLayout("iam", "login");

    private final SharedRedis shared = new SharedRedis(RealEncryption.aes());

    @Override
    public SharedRedis shared() {
        return shared;
    }

    private RedisStateRepository repository() {
        return shared.repository();
    }

    private StoredState created() {
        StoredState state = States.of("alice");
        assertThat(repository().create(state, 0, soon())).isInstanceOf(WriteOutcome.Applied.class);
        return state;
    }

    private List<ClaimedEnd> claim() {
        return repository().claimEnds("login", 50, LEASE, soon());
    }

    private void plant(String set, String... members) {
        Stream<String> scored = Stream.of(members).flatMap(member -> Stream.of("0", member));
        assertThat(shared.server().send(Stream.concat(Stream.of("ZADD", set), scored).toArray(String[]::new))).startsWith(":");
    }

    private String planted() {
        return shared.server().send("EVAL", "local n = 0 for _, k in ipairs(redis.call('KEYS', '*}:e')) do "
                + "n = n + redis.call('ZCARD', k) end return n", "0").strip();
    }

    private static String randomId() {
        return SessionToken.create(new SecureRandom()::nextBytes).storageId();
    }

    private static String idIn(int bucket) {
        String id = randomId();
        while (Integer.parseInt(KeyLayout.bucket(id), 16) != bucket) {
            id = randomId();
        }
        return id;
    }

    private static long now() {
        return Instant.now().toEpochMilli();
    }

    @Test
    void anEndOfASessionThatLivesIsDroppedAndNotReported() {
        StoredState stored = created();
        plant(KEYS.ends(stored.key().storageId()), stored.key().storageId() + "A" + now());

        assertThat(claim()).isEmpty();
        assertThat(planted()).isEqualTo(":0");
        assertThat(repository().load(stored.key(), LONG, soon())).isInstanceOf(LoadOutcome.Found.class);

        repository().delete(stored.key(), Cause.USER, soon());
        assertThat(claim()).extracting(each -> each.end().cause()).containsExactly(Cause.USER);
    }

    @Test
    void anEndInAnotherBucketThanItsOwnIsDropped() {
        String id = idIn(7);
        for (int bucket : new int[] {0, 6, 8, 255}) {
            plant(KEYS.ends().get(bucket), id + "A" + now());
        }

        assertThat(claim()).isEmpty();
        assertThat(planted()).isEqualTo(":0");
    }

    @Test
    void everyIdIsFoundToBeOfItsOwnBucketAndOfNoOther() {
        Set<String> ids = new HashSet<>();
        IntStream.range(0, 300).forEach(i -> {
            String id = randomId();
            ids.add(SessionEnd.of(new StateKey("login", id), Cause.USER, Optional.empty(), Optional.empty(),
                    Instant.now()).eventId());
            plant(KEYS.ends(id), id + "U" + now());
            plant(KEYS.ends().get((Integer.parseInt(KeyLayout.bucket(id), 16) + 1) % 256), id + "U" + now());
        });

        List<String> claimed = new ArrayList<>();
        List<ClaimedEnd> some;
        do {
            some = claim();
            some.forEach(each -> claimed.add(each.end().eventId()));
            repository().settleEnds("login", some, soon());
            // Those without a record that were put off come when their lease is over; the test need not wait for it.
            shared.server().send("EVAL", "for _, k in ipairs(redis.call('KEYS', '*}:e')) do "
                    + "for _, m in ipairs(redis.call('ZRANGE', k, 0, -1)) do redis.call('ZADD', k, 0, m) end end", "0");
        } while (!some.isEmpty());
        assertThat(claimed).containsExactlyInAnyOrderElementsOf(ids);
    }

    @Test
    void whatIsNoEndIsDropped() {
        String id = idIn(0);
        String[] members = {"", "x", id, id + "A", id + "A ", id + "a" + now(), id + "1" + now(), id + "A-" + now(),
            id + "A1e13", id + "Anan", id + "Ainf", id + "A0x18bcfe56800", id + "A" + now() + "9", id + "A0",
            id + "A" + (now() - Duration.ofHours(25).toMillis()), id + "A" + (now() + Duration.ofHours(1).toMillis()),
            id + "A" + "9".repeat(400), "~".repeat(22) + "A" + now(), id.substring(0, 21) + "BA" + now(),
            "\u0000".repeat(22) + "A" + now(), "a".repeat(5000)};
        plant(KEYS.ends().get(0), members);

        assertThat(claim()).isEmpty();
        assertThat(planted()).isEqualTo(":0");
    }

    @Test
    void whoPlantsTensOfThousandsHoldsUpNoRealEnd() {
        StoredState first = created();
        StoredState last = created();
        for (StoredState each : List.of(first, last)) {
            shared.server().send("EVAL", "for i = 1, 20000 do redis.call('ZADD', KEYS[1], '-inf', ARGV[1] .. i) end", "1",
                    KEYS.ends(each.key().storageId()), idIn(0) + "A");
        }
        repository().delete(first.key(), Cause.USER, soon());
        repository().delete(last.key(), Cause.USER, soon());

        List<ClaimedEnd> claimed = new ArrayList<>();
        while (claimed.size() < 2) {
            claimed.addAll(claim());
        }
        assertThat(claimed).extracting(each -> each.end().subject().orElse("-")).containsExactly("alice", "alice");
    }

    @Test
    void endsWithoutARecordLeaveMostOfTheRoomToOthers() {
        for (int bucket = 0; bucket < 50; bucket++) {
            plant(KEYS.ends().get(bucket), idIn(bucket) + "A" + now(), idIn(bucket) + "A" + now());
        }
        StoredState stored = States.of("alice");
        while (Integer.parseInt(KeyLayout.bucket(stored.key().storageId()), 16) < 50) {
            stored = States.of("alice");
        }
        repository().create(stored, 0, soon());
        repository().delete(stored.key(), Cause.USER, soon());

        List<ClaimedEnd> claimed = claim();

        assertThat(claimed).hasSize(14).anyMatch(each -> each.end().subject().isPresent());
    }

    @Test
    void whatIsPlantedInAnIndexIsSweptAndIsNoEnd() {
        String id = idIn(3);
        plant(KEYS.index(4), id + "0".repeat(16));
        plant(KEYS.index(3), id, "junk", "~".repeat(22) + "0".repeat(16), id + "0".repeat(17));
        repository().create(States.of("alice"), 0, soon());

        shared.fixture().store.sweep(soon());

        assertThat(planted()).isEqualTo(":0");
        assertThat(shared.server().send("ZCARD", KEYS.index(3)).strip()).isIn(":0", ":1");
    }
}
