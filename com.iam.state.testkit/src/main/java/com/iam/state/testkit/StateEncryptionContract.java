package com.iam.state.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;

import com.iam.state.api.Bytes;
import com.iam.state.api.StateKey;
import com.iam.state.api.Timeouts;
import com.iam.state.api.admin.KeyInfo;
import com.iam.state.api.provider.Envelope;
import com.iam.state.api.provider.Opened;
import com.iam.state.api.provider.SealContext;
import com.iam.state.api.provider.SecretHash;
import com.iam.state.api.provider.StateEncryption;
import com.iam.state.api.provider.WriteId;

/** What every encryption promises. What protects promises more: {@link StateProtectionContract}. */
public abstract class StateEncryptionContract {

    protected static final byte[] PLAIN = "some state".getBytes();
    protected static final SealContext CONTEXT = new SealContext("iam", new StateKey("login", "AAECAwQFBgcICQoLDA0ODw"),
            new SecretHash(Bytes.copyOf(new byte[32])), 7, new WriteId(3, 4), Optional.of(Bytes.copyOf(new byte[32])),
            Instant.parse("2026-01-31T18:00:00Z"), new Timeouts(Duration.ofMinutes(30), Duration.ofHours(8)));

    /** The same one for a test. */
    protected abstract StateEncryption encryption();

    @Test
    public void whatWasSealedOpens() {
        for (byte[] plain : List.of(PLAIN, new byte[0], new byte[100_000])) {
            byte[] given = plain.clone();
            byte[] sealed = encryption().seal(given, CONTEXT);

            assertThat(given).isEqualTo(plain);
            assertThat(plain(sealed)).isEqualTo(plain);
        }
    }

    @Test
    public void itIsUnderThePrimaryKeyWhichComesFirst() {
        Envelope envelope = Envelope.of(encryption().seal(PLAIN, CONTEXT)).orElseThrow();
        List<KeyInfo> keys = encryption().keys();

        assertThat(envelope.format()).isEqualTo(Envelope.FORMAT);
        assertThat(keys.get(0)).isEqualTo(new KeyInfo(envelope.keyId(), KeyInfo.Use.PRIMARY));
        assertThat(keys.subList(1, keys.size())).noneMatch(key -> key.use() == KeyInfo.Use.PRIMARY);
        assertThat(keys.stream().map(KeyInfo::id)).doesNotHaveDuplicates();
        assertThat(encryption().needsReseal(envelope)).isFalse();
        assertThat(encryption().needsReseal(new Envelope(Envelope.FORMAT, envelope.suite(), "00000000000000ff"))).isTrue();
    }

    @Test
    public void whatIsTooShortOrOfAnotherFormatIsRefused() {
        byte[] sealed = encryption().seal(PLAIN, CONTEXT);
        for (int length = 0; length < Envelope.HEADER_LENGTH; length++) {
            assertThat(opened(Arrays.copyOf(sealed, length), CONTEXT)).isInstanceOf(Opened.Refused.class);
        }
        for (int format : List.of(0, 2, 255)) {
            byte[] other = sealed.clone();
            other[0] = (byte) format;
            assertThat(opened(other, CONTEXT)).isInstanceOf(Opened.Refused.class);
        }
    }

    /** Whoever can write where states are kept may have written it: that is no error of the encryption. */
    @Test
    public void garbageIsRefused() {
        for (String keyId : opening()) {
            for (int length = 0; length < 100; length++) {
                byte[] garbage = Arrays.copyOf(new Envelope(Envelope.FORMAT, 255, keyId).header(), Envelope.HEADER_LENGTH + length);
                assertThat(opened(garbage, CONTEXT)).as("of %d bytes", length).isInstanceOf(Opened.Refused.class);
            }
        }
    }

    @Test
    public void aSubjectHasATokenForEachKeyThatOpensAndAnotherOneEverywhere() {
        List<Bytes> tokens = new ArrayList<>(encryption().tokens("iam", "login", "ada"));
        assertThat(tokens).hasSize((int) encryption().keys().stream().filter(KeyInfo::opens).count());
        assertThat(encryption().tokens("iam", "login", "ada")).isEqualTo(tokens);

        for (List<String> each : List.of(List.of("ia", "mlogin", "ada"), List.of("iam", "logina", "da"), List.of("prod", "login", "ada"),
                List.of("iam", "admin", "ada"), List.of("iam", "login", "Ada"))) {
            tokens.addAll(encryption().tokens(each.get(0), each.get(1), each.get(2)));
        }
        assertThat(tokens).doesNotHaveDuplicates().allMatch(token -> token.length() == 32);
    }

    @Test
    public void manyThreadsMayUseIt() throws InterruptedException {
        Parallel.run(4, thread -> () -> {
            for (int i = 0; i < 200; i++) {
                byte[] plain = (thread + " " + i).getBytes();
                assertThat(plain(encryption().seal(plain, CONTEXT))).isEqualTo(plain);
            }
            return null;
        });
    }

    /** The ids of the keys that open. */
    protected final Set<String> opening() {
        return encryption().keys().stream().filter(KeyInfo::opens).map(KeyInfo::id).collect(Collectors.toSet());
    }

    private byte[] plain(byte[] sealed) {
        Opened opened = opened(sealed, CONTEXT);
        assertThat(opened).isInstanceOf(Opened.Plain.class);
        return ((Opened.Plain) opened).content();
    }

    protected final Opened opened(byte[] sealed, SealContext context) {
        return encryption().open(sealed, context);
    }
}
