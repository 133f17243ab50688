package com.iam.state.api.provider;

import java.util.List;
import java.util.Optional;

import org.osgi.annotation.versioning.ProviderType;

import com.iam.state.api.Bytes;
import com.iam.state.api.admin.KeyInfo;

/**
 * Protects what leaves the process. A service; its property {@value #KIND} says which it is, {@value #NAME} which one
 * of its kind.
 *
 * <p>An instance never changes: a new configuration is a new service. So a caller that holds an encryption knows
 * which keys it has, but for a migration with a deadline, which changes when it has come: what {@link #needsReseal}
 * says of an envelope holds for that moment. It holds nothing that must be released, and may be called by any number
 * of threads, also after it was unregistered, until its last call returns.
 *
 * <p><b>Trial.</b> Before it is used it is tried out, on a thread of its own and within three seconds: it has to open
 * what it sealed, refuse it in any other context and after any change, give tokens, and refuse garbage. An encryption
 * that fails is not used.
 *
 * <p><b>Errors.</b> {@link com.iam.state.api.StateUnavailableException} if a key, a device or a service cannot be
 * reached right now; its message is shown to operators and holds no secret. Clients get 503 then and keep their
 * cookies. Anything else that is thrown, a {@code null}, or an answer that this interface does not allow is taken for
 * the same, but less can be said about it. A state that cannot be opened is no error but {@link Opened.Refused}.
 *
 * <p><b>Time.</b> A request makes up to four calls and waits for each of them, so they should take milliseconds. An
 * encryption that may take longer than a computation, such as for an HSM or a KMS, is called on threads of its own,
 * 64 at a time at the most, and given up when the request's time is over: its thread is then interrupted. {@link
 * #keys} and {@link #warning} are asked in the background.
 */
@ProviderType
public interface StateEncryption {

    /** Service property: {@code aes128gcm}, {@code migrating} or {@code none}. */
    String KIND = "state.encryption";
    /** Service property: the name from the configuration. */
    String NAME = "name";

    /**
     * Service property, {@code true} if it computes in this process and never waits. It is then called on the thread
     * of the request, which spares it a change of threads; nothing limits its time.
     */
    String LOCAL = "state.encryption.local";

    /** Service property of an encryption that migrates from one encryption to another: its phase. */
    String PHASE = "state.encryption.phase";

    /** Service property: the file that its settings come from, or the PID. For messages. */
    String SOURCE = "state.encryption.source";

    /** Service property: the setting that decides which keys open. For messages. */
    String KEYS_SETTING = "state.encryption.keys.setting";

    /**
     * Seals with the primary key. The result begins with an {@link Envelope}, whose header is to be authenticated
     * together with {@link SealContext#canonical()}, which does not hold it.
     *
     * @param plain is neither changed nor kept: the caller goes on using it
     */
    byte[] seal(byte[] plain, SealContext context);

    /** Opens with whichever enabled key the envelope names; never by trial. */
    Opened open(byte[] sealed, SealContext context);

    /** Whether the state should be sealed again although it can be opened: it is not under the primary key. */
    boolean needsReseal(Envelope envelope);

    /** The primary key first; then the enabled and the retired ones. */
    List<KeyInfo> keys();

    /**
     * What stands for a subject in a repository: 32 bytes for each key that opens, the primary's first.
     *
     * @param namespace and {@code module}: the same subject has other tokens elsewhere
     */
    List<Bytes> tokens(String namespace, String module, String subject);

    /** A sentence for operators if it protects less than it should; empty if all is well. */
    Optional<String> warning();
}
