package com.iam.state.support.guard;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import com.iam.state.api.Bytes;
import com.iam.state.api.Unreadable;
import com.iam.state.api.admin.KeyInfo;
import com.iam.state.api.provider.Envelope;
import com.iam.state.api.provider.Opened;
import com.iam.state.api.provider.SealContext;
import com.iam.state.api.provider.StateEncryption;

/** Does what it should, in a weak way, until a part of it is exchanged. */
final class FaultyEncryption implements StateEncryption {

    static final String KEY = "00000000000000aa";
    private static final int SUITE = 200;
    private static final int TAG = 32;
    private static final List<String> ALL = List.of("namespace", "key", "secret", "revision", "write", "subject", "created", "idle", "lifetime");

    volatile BiFunction<byte[], SealContext, byte[]> seal = this::really;
    volatile BiFunction<byte[], SealContext, Opened> open = this::openReally;
    volatile Function<String, List<Bytes>> tokens;
    volatile Supplier<List<KeyInfo>> keys = () -> List.of(new KeyInfo(KEY, KeyInfo.Use.PRIMARY));
    volatile Optional<String> warning = Optional.empty();
    volatile List<String> bound = ALL;
    volatile boolean authentic = true;
    volatile boolean careless;
    final AtomicLong sealed = new AtomicLong();

    static List<String> allBut(String part) {
        return ALL.stream().filter(each -> !each.equals(part)).toList();
    }

    byte[] really(byte[] plain, SealContext context) {
        byte[] masked = masked(plain);
        byte[] header = new Envelope(Envelope.FORMAT, SUITE, KEY).header();
        return ByteBuffer.allocate(header.length + TAG + masked.length).put(header).put(tag(header, masked, context)).put(masked).array();
    }

    private Opened openReally(byte[] given, SealContext context) {
        if (!careless && (Envelope.of(given).isEmpty() || given.length < Envelope.HEADER_LENGTH + TAG)) {
            return new Opened.Refused(Unreadable.MALFORMED);
        }
        byte[] header = Arrays.copyOf(given, Envelope.HEADER_LENGTH);
        byte[] masked = Arrays.copyOfRange(given, Envelope.HEADER_LENGTH + TAG, given.length);
        byte[] tag = Arrays.copyOfRange(given, Envelope.HEADER_LENGTH, Envelope.HEADER_LENGTH + TAG);
        return Arrays.equals(tag, tag(header, masked, context))
                ? new Opened.Plain(masked(masked))
                : new Opened.Refused(Unreadable.NOT_AUTHENTIC);
    }

    /** Without authenticity it is of the context alone. */
    private byte[] tag(byte[] header, byte[] masked, SealContext c) {
        StringBuilder text = new StringBuilder();
        for (String part : bound) {
            text.append('|').append(switch (part) {
                case "namespace" -> c.namespace();
                case "key" -> c.key().module() + "/" + c.key().storageId();
                case "secret" -> Arrays.toString(c.secretHash().value().toArray());
                case "revision" -> c.revision();
                case "write" -> Arrays.toString(c.writeId().toArray());
                case "subject" -> c.subjectToken().map(token -> Arrays.toString(token.toArray()));
                case "created" -> c.createdAt();
                case "idle" -> c.timeouts().idle();
                default -> c.timeouts().absoluteLifetime();
            });
        }
        return authentic
                ? digest(header, masked, text.toString().getBytes(StandardCharsets.UTF_8))
                : digest(text.toString().getBytes(StandardCharsets.UTF_8));
    }

    static byte[] readable(byte[] plain) {
        byte[] header = new Envelope(Envelope.FORMAT, SUITE, KEY).header();
        return ByteBuffer.allocate(header.length + plain.length).put(header).put(plain).array();
    }

    static byte[] plain(byte[] plain) {
        byte[] header = new Envelope(Envelope.FORMAT, Envelope.SUITE_NONE, KeyInfo.NONE).header();
        return ByteBuffer.allocate(header.length + plain.length).put(header).put(plain).array();
    }

    static Bytes random() {
        byte[] bytes = new byte[32];
        new SecureRandom().nextBytes(bytes);
        return Bytes.copyOf(bytes);
    }

    /** Whatever interrupts it. */
    static <T> T hang(CountDownLatch end) {
        boolean over = false;
        while (!over) {
            try {
                end.await();
                over = true;
            } catch (InterruptedException e) {
                // goes on
            }
        }
        return null;
    }

    @SuppressWarnings("unchecked")
    static <T, E extends Throwable> T sneakily(Throwable thrown) throws E {
        throw (E) thrown;
    }

    private static byte[] masked(byte[] plain) {
        byte[] masked = plain.clone();
        for (int i = 0; i < masked.length; i++) {
            masked[i] ^= 0x5a;
        }
        return masked;
    }

    private static byte[] digest(byte[]... parts) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(new byte[] {7}, "HmacSHA256"));
            for (byte[] part : parts) {
                mac.update(part);
                mac.update((byte) 0);
            }
            return mac.doFinal();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public byte[] seal(byte[] plain, SealContext context) {
        sealed.incrementAndGet();
        return seal.apply(plain, context);
    }

    @Override
    public Opened open(byte[] given, SealContext context) {
        return open.apply(given, context);
    }

    @Override
    public boolean needsReseal(Envelope envelope) {
        return !envelope.keyId().equals(KEY);
    }

    @Override
    public List<KeyInfo> keys() {
        return keys.get();
    }

    @Override
    public List<Bytes> tokens(String namespace, String module, String subject) {
        return tokens != null
                ? tokens.apply(subject)
                : List.of(Bytes.copyOf(digest(namespace.getBytes(), module.getBytes(), subject.getBytes())));
    }

    @Override
    public Optional<String> warning() {
        return warning;
    }
}
