package com.iam.state.redis.internal;

import static com.iam.state.redis.internal.Fixture.candidate;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

import org.junit.jupiter.api.Test;

import com.iam.state.api.StateUnavailableException;

class AdoptionTest {

    private static final Candidate OLD = candidate(1, 0, "aes128gcm", new TestEncryption("a", "b"));

    private static final Function<Set<String>, Map<String, Long>> NOT_ASKED = ids -> {
        throw new AssertionError("Redis need not be asked");
    };

    @Test
    void whoHasAllKeysIsAdoptedWithoutAsking() {
        Candidate next = candidate(2, 0, "aes128gcm", new TestEncryption("c", "b", "a"));

        assertThat(refusal(next, NOT_ASKED)).isEmpty();
    }

    @Test
    void aKeyThatProtectsSessionsMustNotBeMissing() {
        Candidate next = candidate(2, 0, "aes128gcm", new TestEncryption("c", "b"));

        assertThat(refusal(next, ids -> Map.of(TestEncryption.keyId("a"), 7L))).contains(
                "aes128gcm 'key2' does not open key " + TestEncryption.keyId("a") + ", which protects live sessions (7); "
                + "use Migrating State Encryption or add it to .enabledKeys until they have moved (abandonedKeys would end them)");
    }

    @Test
    void aKeyThatProtectsNothingMayBeMissing() {
        Candidate next = candidate(2, 0, "aes128gcm", new TestEncryption("c", "a"));

        assertThat(refusal(next, ids -> Map.of(TestEncryption.keyId("a"), 7L))).isEmpty();
    }

    @Test
    void sessionsUnderKeysThatTheOldOneLackedDoNotCount() {
        Candidate next = candidate(2, 0, "aes128gcm", new TestEncryption("c", "a"));

        assertThat(refusal(next, ids -> Map.of(TestEncryption.keyId("x"), 7L))).isEmpty();
    }

    @Test
    void whenRedisCannotBeAskedNoKeyMayBeMissing() {
        Candidate next = candidate(2, 0, "aes128gcm", new TestEncryption("c", "b"));

        assertThat(refusal(next, ids -> {
            throw new StateUnavailableException("Redis cannot be reached");
        })).hasValueSatisfying(why -> assertThat(why).contains("cannot be asked"));
    }

    @Test
    void aKeyThatIsAbandonedMayBeMissing() {
        Candidate next = candidate(2, 0, "aes128gcm", new TestEncryption("c", "b"));

        assertThat(Adoption.missing(Optional.of(OLD), next, Set.of(TestEncryption.keyId("a")))).isEmpty();
    }

    @Test
    void theFirstOneMustNotRefuseByNameAKeyThatProtectsSessions() {
        TestEncryption plain = new TestEncryption("c");
        Candidate next = candidate(2, 0, "aes128gcm", plain.retiring("a"));
        Set<String> missing = Adoption.missing(Optional.empty(), next, Set.of());

        assertThat(missing).containsExactly(TestEncryption.keyId("a"));
        assertThat(Adoption.refusal(missing, next, ids -> Map.of(TestEncryption.keyId("a"), 7L))).isPresent();
        assertThat(Adoption.missing(Optional.empty(), candidate(3, 0, "aes128gcm", plain), Set.of())).isEmpty();
    }

    private static Optional<String> refusal(Candidate next, Function<Set<String>, Map<String, Long>> sessionsUnder) {
        return Adoption.refusal(Adoption.missing(Optional.of(OLD), next, Set.of()), next, sessionsUnder);
    }
}
