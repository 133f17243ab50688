package com.iam.state.redis.internal.testlet;

import java.util.List;
import java.util.Map;
import java.util.Set;

import com.iam.state.api.provider.Deadline;
import com.iam.state.api.provider.StateRepository;

/** The repository's own code on a connection of the examination's own. Closing it ends that connection. */
public interface Repository extends AutoCloseable {

    /**
     * Returns as soon as it can be used.
     *
     * @throws com.iam.state.api.StateUnavailableException if it cannot by the deadline
     */
    void awaitConnection(Deadline deadline);

    /** @throws com.iam.state.api.StateUnavailableException if they cannot be counted in time */
    Map<String, Long> liveSessionsByKey(String primary, Deadline deadline);

    StateRepository states();

    @Override
    void close();

    /** What is chosen by the settings; nothing is connected yet. */
    interface Source {

        /**
         * The encryptions that match, if there are any by the deadline; the one that is in use, or the best one, first.
         *
         * @throws com.iam.state.api.StateUnavailableException if none does what it should
         */
        List<Sealer> sealers(Deadline deadline);

        /** The filter that chooses it. */
        String filter();

        Repository open(Sealer sealer);
    }

    /**
     * An encryption.
     *
     * @param label as in {@code aes128gcm 'main'}
     * @param primary id of the key that seals
     * @param opens ids of the keys that open
     * @param inUse whether it is the one that seals in this process
     * @param handle for whoever made it
     */
    record Sealer(String label, String primary, Set<String> opens, boolean inUse, Object handle) {
    }
}
