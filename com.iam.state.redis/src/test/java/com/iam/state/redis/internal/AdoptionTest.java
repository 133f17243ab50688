package com.iam.state.redis.internal;

import static com.iam.state.redis.internal.Fixture.candidate;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.function.Supplier;

import org.junit.jupiter.api.Test;

import com.iam.state.api.StateUnavailableException;

class AdoptionTest {

    private static final Candidate OLD = candidate(1, 0, "aes128gcm", new TestEncryption("a", "b"));

    private static final Supplier<Map<String, Long>> NOT_ASKED = () -> {
        throw new AssertionError("Redis need not be asked");
    };

    @Test
    void whoHasAllKeysIsAdoptedWithoutAsking() {
        Candidate next = candidate(2, 0, "aes128gcm", new TestEncryption("c", "b", "a"));

        assertThat(Adoption.refusal(OLD, next, NOT_ASKED)).isEmpty();
    }

    @Test
    void aKeyThatProtectsSessionsMustNotBeMissing() {
        Candidate next = candidate(2, 0, "aes128gcm", new TestEncryption("c", "b"));

        assertThat(Adoption.refusal(OLD, next, () -> Map.of(TestEncryption.keyId("a"), 7L))).contains(
                "aes128gcm 'key2' does not have key " + TestEncryption.keyId("a") + ", which protects 7 live sessions; "
                + "use Migrating State Encryption or add it to .enabledKeys");
    }

    @Test
    void aKeyThatProtectsNothingMayBeMissing() {
        Candidate next = candidate(2, 0, "aes128gcm", new TestEncryption("c", "a"));

        assertThat(Adoption.refusal(OLD, next, () -> Map.of(TestEncryption.keyId("a"), 7L))).isEmpty();
    }

    @Test
    void sessionsUnderKeysThatTheOldOneLackedDoNotCount() {
        Candidate next = candidate(2, 0, "aes128gcm", new TestEncryption("c", "a"));

        assertThat(Adoption.refusal(OLD, next, () -> Map.of(TestEncryption.keyId("x"), 7L))).isEmpty();
    }

    @Test
    void whenRedisCannotBeAskedNoKeyMayBeMissing() {
        Candidate next = candidate(2, 0, "aes128gcm", new TestEncryption("c", "b"));

        assertThat(Adoption.refusal(OLD, next, () -> {
            throw new StateUnavailableException("Redis cannot be reached");
        })).hasValueSatisfying(why -> assertThat(why).contains("cannot be asked"));
    }
}
