package com.iam.state.support.guard;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

import com.iam.state.api.Bytes;
import com.iam.state.api.StateKey;
import com.iam.state.api.Timeouts;
import com.iam.state.api.provider.SealContext;
import com.iam.state.api.provider.SecretHash;
import com.iam.state.api.provider.WriteId;

/** Contexts of states that are no user's sessions. */
final class TrialContexts {

    private static final Bytes ZEROES = Bytes.copyOf(new byte[32]);
    private static final Bytes ONES = Bytes.copyOf(ones());

    static final SealContext FIRST = new SealContext("iam", new StateKey("testlet", "AAECAwQFBgcICQoLDA0ODw"), new SecretHash(ZEROES), 7,
            new WriteId(3, 4), Optional.of(ZEROES), Instant.parse("2026-01-31T18:00:00Z"),
            new Timeouts(Duration.ofMinutes(30), Duration.ofHours(8)));

    private TrialContexts() {
    }

    /** Each differs from {@link #FIRST} in one part, which is the name. */
    static Map<String, SealContext> others() {
        SealContext c = FIRST;
        Duration idle = c.timeouts().idle();
        Duration lifetime = c.timeouts().absoluteLifetime();
        Map<String, SealContext> others = new LinkedHashMap<>();
        others.put("namespace", with("other", c.key(), c.secretHash(), c.revision(), c.writeId(), c.subjectToken(), c.createdAt(), c.timeouts()));
        others.put("module", with(c.namespace(), new StateKey("other", c.key().storageId()), c.secretHash(), c.revision(), c.writeId(),
                c.subjectToken(), c.createdAt(), c.timeouts()));
        others.put("storage id", with(c.namespace(), new StateKey(c.key().module(), "BAECAwQFBgcICQoLDA0ODw"), c.secretHash(), c.revision(),
                c.writeId(), c.subjectToken(), c.createdAt(), c.timeouts()));
        others.put("hash of the secret", with(c.namespace(), c.key(), new SecretHash(ONES), c.revision(), c.writeId(), c.subjectToken(),
                c.createdAt(), c.timeouts()));
        others.put("revision", with(c.namespace(), c.key(), c.secretHash(), c.revision() + 1, c.writeId(), c.subjectToken(), c.createdAt(),
                c.timeouts()));
        others.put("write id", with(c.namespace(), c.key(), c.secretHash(), c.revision(), new WriteId(4, 3), c.subjectToken(), c.createdAt(),
                c.timeouts()));
        others.put("subject", with(c.namespace(), c.key(), c.secretHash(), c.revision(), c.writeId(), Optional.of(ONES), c.createdAt(),
                c.timeouts()));
        others.put("want of a subject", with(c.namespace(), c.key(), c.secretHash(), c.revision(), c.writeId(), Optional.empty(),
                c.createdAt(), c.timeouts()));
        others.put("time of creation", with(c.namespace(), c.key(), c.secretHash(), c.revision(), c.writeId(), c.subjectToken(),
                c.createdAt().plusMillis(1), c.timeouts()));
        others.put("idle timeout", with(c.namespace(), c.key(), c.secretHash(), c.revision(), c.writeId(), c.subjectToken(), c.createdAt(),
                new Timeouts(idle.plusMillis(1), lifetime)));
        others.put("lifetime", with(c.namespace(), c.key(), c.secretHash(), c.revision(), c.writeId(), c.subjectToken(), c.createdAt(),
                new Timeouts(idle, lifetime.plusMillis(1))));
        return others;
    }

    private static SealContext with(String namespace, StateKey key, SecretHash secretHash, long revision, WriteId writeId,
            Optional<Bytes> subjectToken, Instant createdAt, Timeouts timeouts) {
        return new SealContext(namespace, key, secretHash, revision, writeId, subjectToken, createdAt, timeouts);
    }

    private static byte[] ones() {
        byte[] ones = new byte[32];
        Arrays.fill(ones, (byte) 1);
        return ones;
    }
}
