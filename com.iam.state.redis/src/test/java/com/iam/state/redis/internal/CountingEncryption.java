package com.iam.state.redis.internal;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

import com.iam.state.api.Bytes;
import com.iam.state.api.Unreadable;
import com.iam.state.api.admin.KeyInfo;
import com.iam.state.api.provider.Envelope;
import com.iam.state.api.provider.Opened;
import com.iam.state.api.provider.SealContext;
import com.iam.state.api.provider.StateEncryption;

/** Counts what is opened, and refuses it from a moment on, as a migration does when its deadline has come. */
final class CountingEncryption implements StateEncryption {

    private final StateEncryption encryption;
    private final AtomicLong opened = new AtomicLong();
    private volatile boolean over;

    CountingEncryption(StateEncryption encryption) {
        this.encryption = encryption;
    }

    long opened() {
        return opened.get();
    }

    void deadline() {
        over = true;
    }

    @Override
    public Opened open(byte[] sealed, SealContext context) {
        opened.incrementAndGet();
        return over ? new Opened.Refused(Unreadable.PLAINTEXT_REFUSED) : encryption.open(sealed, context);
    }

    @Override
    public byte[] seal(byte[] plain, SealContext context) {
        return encryption.seal(plain, context);
    }

    @Override
    public boolean needsReseal(Envelope envelope) {
        return over || encryption.needsReseal(envelope);
    }

    @Override
    public List<KeyInfo> keys() {
        return encryption.keys();
    }

    @Override
    public List<Bytes> tokens(String namespace, String module, String subject) {
        return encryption.tokens(namespace, module, subject);
    }

    @Override
    public Optional<String> warning() {
        return encryption.warning();
    }
}
