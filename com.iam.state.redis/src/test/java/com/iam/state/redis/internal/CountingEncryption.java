package com.iam.state.redis.internal;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

import com.iam.state.api.Bytes;
import com.iam.state.api.Envelope;
import com.iam.state.api.KeyInfo;
import com.iam.state.api.Opened;
import com.iam.state.api.SealContext;
import com.iam.state.api.StateEncryption;

/** Counts what is opened. */
final class CountingEncryption implements StateEncryption {

    private final StateEncryption encryption;
    private final AtomicLong opened = new AtomicLong();

    CountingEncryption(StateEncryption encryption) {
        this.encryption = encryption;
    }

    long opened() {
        return opened.get();
    }

    @Override
    public Opened open(byte[] sealed, SealContext context) {
        opened.incrementAndGet();
        return encryption.open(sealed, context);
    }

    @Override
    public byte[] seal(byte[] plain, SealContext context) {
        return encryption.seal(plain, context);
    }

    @Override
    public boolean needsReseal(Envelope envelope) {
        return encryption.needsReseal(envelope);
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
