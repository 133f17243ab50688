package com.iam.state.support.guard;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

import com.iam.state.api.Bytes;
import com.iam.state.api.StateUnavailableException;
import com.iam.state.api.admin.KeyInfo;
import com.iam.state.api.provider.Deadline;
import com.iam.state.api.provider.Envelope;
import com.iam.state.api.provider.Opened;
import com.iam.state.api.provider.SealContext;
import com.iam.state.api.provider.StateEncryption;

/**
 * An encryption as its users call it: tried before it is trusted, and never the cause of anything but a
 * {@link StateUnavailableException} that names it, within the caller's deadline. An encryption that is {@linkplain
 * StateEncryption#LOCAL local} is called as it is. May be used by any thread.
 */
public final class GuardedEncryption {

    private final StateEncryption encryption;
    private final ForeignCalls calls;
    private final EncryptionRehearsal rehearsal;
    private volatile boolean tried;
    /** Of an encryption that may wait: what it said last, so that no reader has to wait for it. */
    private volatile List<KeyInfo> keys;
    private volatile Optional<String> warning = Optional.empty();

    /** @param label as in {@code aes128gcm 'main'} */
    public GuardedEncryption(StateEncryption encryption, String label, boolean local) {
        this.encryption = encryption;
        this.calls = new ForeignCalls("state encryption " + label, local, thrown -> false);
        this.rehearsal = new EncryptionRehearsal(encryption);
    }

    /** An encryption that never waits, such as those of the product. */
    public static GuardedEncryption local(StateEncryption encryption) {
        return new GuardedEncryption(encryption, encryption.getClass().getSimpleName(), true);
    }

    public boolean isLocal() {
        return calls.isDirect();
    }

    /**
     * Tries it out, once: an encryption that has passed does not change. Blocks until it has answered, or the time is
     * over.
     *
     * @return why it cannot be used; empty if it does what it should
     */
    public Optional<String> rehearse(Duration limit) {
        if (tried) {
            return Optional.empty();
        }
        Optional<String> wrong = rehearsal.run(limit);
        if (wrong.isEmpty()) {
            keys = rehearsal.keys();
            warning = rehearsal.warning();
            tried = true;
        }
        return wrong;
    }

    public byte[] seal(byte[] plain, SealContext context, Deadline deadline) {
        if (isLocal()) {
            return calls.call(deadline, false, () -> encryption.seal(plain, context));
        }
        byte[] own = plain.clone();
        byte[] sealed = calls.call(deadline, false, () -> encryption.seal(own, context));
        Optional<Envelope> envelope = sealed == null ? Optional.empty() : Envelope.of(sealed);
        if (envelope.isEmpty()) {
            throw calls.broken("sealed nothing");
        }
        if (!isUnderPrimary(envelope.get())) {
            refresh(deadline);
            if (!isUnderPrimary(envelope.get())) {
                throw calls.broken("sealed under another key than its primary one");
            }
        }
        return sealed;
    }

    public Opened open(byte[] sealed, SealContext context, Deadline deadline) {
        byte[] own = isLocal() ? sealed : sealed.clone();
        Opened opened = calls.call(deadline, false, () -> encryption.open(own, context));
        if (opened == null || opened instanceof Opened.Plain plain && plain.content() == null
                || opened instanceof Opened.Refused refused && refused.why() == null) {
            throw calls.broken("neither opened nor refused a state");
        }
        return opened;
    }

    public List<Bytes> tokens(String namespace, String module, String subject, Deadline deadline) {
        List<Bytes> tokens = calls.call(deadline, false, () -> encryption.tokens(namespace, module, subject));
        if (!isLocal() && !EncryptionRehearsal.areTokens(tokens, keys())) {
            throw calls.broken("gave no token for each key that opens");
        }
        return tokens;
    }

    /** Does not block. */
    public boolean needsReseal(Envelope envelope) {
        return isLocal() ? encryption.needsReseal(envelope) : !isUnderPrimary(envelope);
    }

    /** Does not block: of an encryption that may wait they are those of the last {@link #refresh}. */
    public List<KeyInfo> keys() {
        if (isLocal()) {
            return calls.call(null, false, encryption::keys);
        }
        List<KeyInfo> known = keys;
        if (known == null) {
            throw calls.broken("has not been tried out yet");
        }
        return known;
    }

    /** Does not block. */
    public Optional<String> warning() {
        return isLocal() ? calls.call(null, false, encryption::warning) : warning;
    }

    /** Asks for what {@link #keys} and {@link #warning} tell, which may change with time. */
    public void refresh(Deadline deadline) {
        if (isLocal()) {
            return;
        }
        List<KeyInfo> next = calls.call(deadline, false, encryption::keys);
        if (EncryptionRehearsal.wrongWith(next).isPresent()) {
            throw calls.broken("no longer says which keys it has");
        }
        Optional<String> said = calls.call(deadline, false, encryption::warning);
        if (said == null) {
            throw calls.broken("no longer says whether it warns");
        }
        keys = List.copyOf(next);
        warning = said;
    }

    /**
     * Seals and opens something, and asks for tokens. @throws StateUnavailableException if that does not work right
     * now
     */
    public void check(Deadline deadline) {
        byte[] plain = {1};
        SealContext context = TrialContexts.FIRST;
        if (!(open(seal(plain, context, deadline), context, deadline) instanceof Opened.Plain)) {
            throw calls.broken("does not open what it sealed");
        }
        tokens(context.namespace(), context.key().module(), "ada", deadline);
    }

    private boolean isUnderPrimary(Envelope envelope) {
        KeyInfo primary = keys().get(0);
        boolean plain = envelope.suite() == Envelope.SUITE_NONE;
        return envelope.format() == Envelope.FORMAT && envelope.keyId().equals(primary.id())
                && plain == primary.id().equals(KeyInfo.NONE);
    }
}
