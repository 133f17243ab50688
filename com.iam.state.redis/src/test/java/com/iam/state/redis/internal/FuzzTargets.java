package com.iam.state.redis.internal;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import com.iam.state.api.Bytes;
import com.iam.state.api.SessionState;
import com.iam.state.api.StateKey;
import com.iam.state.api.Timeouts;
import com.iam.state.api.provider.Envelope;
import com.iam.state.api.provider.Opened;
import com.iam.state.api.provider.SealContext;
import com.iam.state.api.provider.SecretHash;
import com.iam.state.api.provider.StateEncryption;
import com.iam.state.api.provider.WriteId;
import com.iam.state.support.codec.MalformedStateException;
import com.iam.state.support.codec.StateCodec;

/** What a fuzzer may throw any bytes at. Each has an entry point as Jazzer wants it, and inputs to begin with. */
public final class FuzzTargets {

    private static final SealContext CONTEXT = context(1);
    private static final SessionState STATE = SessionState.EMPTY.withSubject("alice").with("n", 7).with("text", "grün")
            .with("at", Instant.EPOCH).with("flag", true);

    private FuzzTargets() {
    }

    private static SealContext context(long revision) {
        return new SealContext("iam", new StateKey("login", "AAAAAAAAAAAAAAAAAAAAAA"),
                new SecretHash(Bytes.copyOf(new byte[SecretHash.LENGTH])), revision, WriteId.of(new byte[WriteId.LENGTH]),
                Optional.empty(), Instant.EPOCH, new Timeouts(Duration.ofMinutes(30), Duration.ofHours(8)));
    }

    /** What was decoded must be encoded to something that decodes to the same. */
    public static final class Codec {

        private Codec() {
        }

        public static void fuzzerTestOneInput(byte[] input) {
            SessionState state;
            try {
                state = StateCodec.decode(input);
            } catch (MalformedStateException e) {
                return;
            }
            try {
                if (!StateCodec.decode(StateCodec.encode(state)).equals(state)) {
                    throw new AssertionError("it was encoded differently");
                }
            } catch (MalformedStateException e) {
                throw new AssertionError(e);
            }
        }
    }

    /** Records of Redis, of which nothing is authenticated before they are read. */
    public static final class Record {

        private Record() {
        }

        public static void fuzzerTestOneInput(byte[] input) {
            RecordFormat.decode(input).ifPresent(record -> {
                if (!Arrays.equals(record.encode(), input)) {
                    throw new AssertionError("it was encoded differently");
                }
            });
        }
    }

    /** Nobody without the key can make what opens. */
    public static final class Sealed {

        private static final StateEncryption AES = RealEncryption.aes();

        private Sealed() {
        }

        public static void fuzzerTestOneInput(byte[] input) {
            Envelope.of(input).ifPresent(AES::needsReseal);
            if (AES.open(input, CONTEXT) instanceof Opened.Plain) {
                throw new AssertionError("it opened");
            }
        }
    }

    private static final Map<String, byte[]> SEEDS = makeSeeds();

    static Map<String, byte[]> seeds() {
        return SEEDS;
    }

    private static Map<String, byte[]> makeSeeds() {
        byte[] encoded = StateCodec.encode(STATE);
        byte[] sealed = Sealed.AES.seal(encoded, context(2)); // another revision than the one it is opened as
        byte[] record = new RecordFormat(1, CONTEXT.writeId(), Instant.EPOCH, CONTEXT.timeouts(), CONTEXT.secretHash(),
                Optional.of(Bytes.copyOf(new byte[32])), sealed).encode();
        return Map.of("codec", encoded, "sealed", sealed, "record", record);
    }

    static List<Class<?>> all() {
        return List.of(Codec.class, Record.class, Sealed.class);
    }
}
