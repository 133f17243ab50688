package com.iam.state.support.guard;

import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import com.iam.state.api.Bytes;
import com.iam.state.api.admin.KeyInfo;
import com.iam.state.api.admin.KeyInfo.Use;
import com.iam.state.api.provider.Envelope;
import com.iam.state.api.provider.Opened;
import com.iam.state.api.provider.SealContext;
import com.iam.state.api.provider.StateEncryption;

/**
 * Does with an encryption, once, what a repository does with it, and what an attacker would, on a thread of its own.
 */
final class EncryptionRehearsal {

    private static final Logger LOG = LoggerFactory.getLogger(EncryptionRehearsal.class);
    private static final Pattern KEY_ID = Pattern.compile("[0-9a-f]{16}");
    private static final int TOKEN_LENGTH = 32;
    /** Of states; some devices take little at a time. */
    private static final List<Integer> SIZES = List.of(64, 0, 20_000);

    private final StateEncryption encryption;
    private FutureTask<Optional<String>> last;
    private volatile List<KeyInfo> keys = List.of();
    private volatile Optional<String> warning = Optional.empty();

    EncryptionRehearsal(StateEncryption encryption) {
        this.encryption = encryption;
    }

    /** Those it had in the last run that it passed. */
    List<KeyInfo> keys() {
        return keys;
    }

    Optional<String> warning() {
        return warning;
    }

    /** Returns what is wrong with it; empty if nothing is. */
    synchronized Optional<String> run(Duration limit) {
        if (last != null && !last.isDone()) {
            return Optional.of("it has not answered yet");
        }
        FutureTask<Optional<String>> trial = new FutureTask<>(this::wrong);
        last = trial;
        Thread running = new Thread(trial, "iam-encryption-rehearsal");
        running.setDaemon(true);
        running.start();
        try {
            return trial.get(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            LOG.debug("An encryption failed when it was tried out", e.getCause());
            return Optional.of("it failed: " + e.getCause().getClass().getName());
        } catch (TimeoutException e) {
            running.interrupt();
            return Optional.of("it did not answer within " + limit.toMillis() + " ms");
        } catch (InterruptedException e) {
            running.interrupt();
            Thread.currentThread().interrupt();
            return Optional.of("it was interrupted");
        }
    }

    private Optional<String> wrong() {
        List<KeyInfo> present = encryption.keys();
        Optional<String> wrong = wrongWith(present);
        if (wrong.isPresent()) {
            return wrong;
        }
        keys = List.copyOf(present);
        warning = encryption.warning();
        boolean plain = keys.get(0).id().equals(KeyInfo.NONE);
        if (warning == null || plain && warning.isEmpty()) {
            return Optional.of("it does not encrypt, and does not warn of that");
        }
        return wrongTokens()
                .or(this::wrongSeals)
                .or(() -> plain ? Optional.empty() : unbound())
                .or(this::wrongWithGarbage);
    }

    /** What is wrong with what it says of its keys. */
    static Optional<String> wrongWith(List<KeyInfo> keys) {
        if (keys == null || keys.isEmpty() || keys.stream().anyMatch(Objects::isNull)) {
            return Optional.of("it has no key");
        }
        if (keys.stream().anyMatch(key -> key.use() == null || key.id() == null || !KEY_ID.matcher(key.id()).matches())) {
            return Optional.of("the id of a key is not of 16 hexadecimal digits");
        }
        if (keys.get(0).use() != Use.PRIMARY || keys.stream().filter(key -> key.use() == Use.PRIMARY).count() != 1) {
            return Optional.of("its first key, and no other, has to be the primary one");
        }
        return keys.stream().map(KeyInfo::id).distinct().count() < keys.size()
                ? Optional.of("two of its keys have one id")
                : Optional.empty();
    }

    static boolean areTokens(List<Bytes> tokens, List<KeyInfo> keys) {
        return tokens != null && tokens.size() == keys.stream().filter(KeyInfo::opens).count()
                && tokens.stream().allMatch(token -> token != null && token.length() == TOKEN_LENGTH);
    }

    private Optional<String> wrongTokens() {
        List<Bytes> tokens = encryption.tokens("iam", "testlet", "ada");
        if (!areTokens(tokens, keys)) {
            return Optional.of("it does not give a token of " + TOKEN_LENGTH + " bytes for each key that opens");
        }
        if (!tokens.equals(encryption.tokens("iam", "testlet", "ada"))) {
            return Optional.of("a subject has another token each time");
        }
        List<List<Bytes>> all = List.of(tokens, encryption.tokens("iam", "testlet", "eve"), encryption.tokens("iam", "other", "ada"),
                encryption.tokens("other", "testlet", "ada"));
        if (all.stream().flatMap(List::stream).distinct().count() < (long) all.size() * tokens.size()) {
            return Optional.of("tokens of two subjects, modules, namespaces or keys are the same");
        }
        return Optional.empty();
    }

    private Optional<String> wrongSeals() {
        for (int size : SIZES) {
            byte[] plain = plain(size);
            byte[] sealed = encryption.seal(plain, TrialContexts.FIRST);
            Optional<Envelope> envelope = sealed == null ? Optional.empty() : Envelope.of(sealed);
            if (envelope.isEmpty() || envelope.get().format() != Envelope.FORMAT) {
                return Optional.of("what it seals does not begin with an envelope of format " + Envelope.FORMAT);
            }
            String id = envelope.get().keyId();
            if (!id.equals(keys.get(0).id()) || encryption.needsReseal(envelope.get())) {
                return Optional.of("what it seals is not under its primary key");
            }
            if (envelope.get().suite() == Envelope.SUITE_NONE != id.equals(KeyInfo.NONE)) {
                return Optional.of("its envelope says that nothing is encrypted, and names a key");
            }
            if (!Arrays.equals(plain, plain(size))) {
                return Optional.of("it changes what it is given");
            }
            if (!id.equals(KeyInfo.NONE) && size > 0 && contains(sealed, plain)) {
                return Optional.of("what it seals can be read");
            }
            if (!(encryption.open(sealed, TrialContexts.FIRST) instanceof Opened.Plain opened) || !Arrays.equals(opened.content(), plain)) {
                return Optional.of("it does not open what it sealed");
            }
        }
        return Optional.empty();
    }

    /** What it does not look at when it opens. */
    private Optional<String> unbound() {
        byte[] sealed = encryption.seal(plain(64), TrialContexts.FIRST);
        for (Map.Entry<String, SealContext> other : TrialContexts.others().entrySet()) {
            if (!(encryption.open(sealed.clone(), other.getValue()) instanceof Opened.Refused)) {
                return Optional.of("a state opens with another " + other.getKey() + " than the one it was sealed with");
            }
        }
        for (int at : new HashSet<>(List.of(1, Envelope.HEADER_LENGTH - 1, Envelope.HEADER_LENGTH, sealed.length / 2, sealed.length - 1))) {
            byte[] changed = sealed.clone();
            changed[at] ^= 1;
            if (!(encryption.open(changed, TrialContexts.FIRST) instanceof Opened.Refused)) {
                return Optional.of("a state opens that was changed");
            }
        }
        return Optional.empty();
    }

    private Optional<String> wrongWithGarbage() {
        byte[] header = new Envelope(Envelope.FORMAT, 255, keys.get(0).id()).header();
        for (byte[] garbage : List.of(new byte[0], new byte[] {Envelope.FORMAT}, header, new byte[Envelope.HEADER_LENGTH + 64])) {
            if (!(encryption.open(garbage, TrialContexts.FIRST) instanceof Opened.Refused)) {
                return Optional.of("it opens what was never sealed");
            }
        }
        return Optional.empty();
    }

    private static byte[] plain(int size) {
        byte[] plain = new byte[size];
        for (int i = 0; i < size; i++) {
            plain[i] = (byte) ('a' + i % 23);
        }
        return plain;
    }

    private static boolean contains(byte[] sealed, byte[] plain) {
        for (int start = 0; start + plain.length <= sealed.length; start++) {
            if (Arrays.equals(sealed, start, start + plain.length, plain, 0, plain.length)) {
                return true;
            }
        }
        return false;
    }
}
