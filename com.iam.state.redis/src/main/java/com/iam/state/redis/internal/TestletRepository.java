package com.iam.state.redis.internal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

import com.iam.state.api.StateUnavailableException;
import com.iam.state.api.provider.Deadline;
import com.iam.state.api.provider.StateRepository;
import com.iam.state.redis.internal.testlet.Repository;
import com.iam.support.gate.Gate;

/** The repository's own code for a Testlet, beside the one that serves: with a connection that lasts as long as it. */
final class TestletRepository implements Repository {

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(50);

    private final RedisStore store;
    private final StateRepository states;

    private TestletRepository(RedisSettings settings, Candidate encryption) {
        store = RedisStore.connect(settings.withoutNearCache());
        Gate<Backend> gate = new Gate<>("no state encryption", new Gate.Limits(Duration.ofSeconds(1), 1));
        EncryptionBinding binding = new EncryptionBinding(gate, Map.of(encryption.id(), encryption),
                settings, store);
        states = new RedisStateRepository(settings.name(), gate, binding);
        binding.settle();
    }

    /** A client that is just being made takes longer than an answer may: its classes are loaded, its threads begin. */
    @Override
    public void awaitConnection(Deadline deadline) {
        while (true) {
            try {
                store.check(deadline);
                return;
            } catch (StateUnavailableException e) {
                if (deadline.hasPassed() || !paused()) {
                    throw e;
                }
            }
        }
    }

    @Override
    public Map<String, Long> liveSessionsByKey(String primary, Deadline deadline) {
        return store.protectedBy(primary, deadline).entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, found -> found.getValue().sessions()));
    }

    @Override
    public StateRepository states() {
        return states;
    }

    @Override
    public void close() {
        store.close();
    }

    /** Returns whether to go on. */
    private static boolean paused() {
        try {
            Thread.sleep(BETWEEN_LOOKS.toMillis());
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /**
     * What the settings choose.
     *
     * @param bound the id of the encryption that is in use; -1 if none is
     */
    record Source(RedisSettings settings, Map<Long, Candidate> candidates, LongSupplier bound) implements Repository.Source {

        @Override
        public List<Repository.Sealer> sealers(Deadline deadline) {
            while (true) {
                long inUse = bound.getAsLong();
                List<Candidate> matching = EncryptionChoice.matching(candidates.values(), settings.encryptionTarget(), inUse);
                if (!matching.isEmpty() || deadline.hasPassed() || !paused()) {
                    return fit(matching, inUse);
                }
            }
        }

        private static List<Repository.Sealer> fit(List<Candidate> matching, long inUse) {
            List<Repository.Sealer> fit = new ArrayList<>();
            Optional<String> wrong = Optional.empty();
            for (Candidate each : matching) {
                Optional<String> why = each.guarded().rehearse(EncryptionBinding.REHEARSAL);
                if (why.isEmpty()) {
                    fit.add(sealer(each, inUse));
                }
                wrong = wrong.or(() -> why.map(reason -> each.label() + " cannot be used: " + reason));
            }
            if (fit.isEmpty() && wrong.isPresent()) {
                throw new StateUnavailableException(wrong.get());
            }
            return fit;
        }

        @Override
        public String filter() {
            return settings.encryptionTarget().toString();
        }

        @Override
        public Repository open(Repository.Sealer sealer) {
            return new TestletRepository(settings, (Candidate) sealer.handle());
        }

        private static Repository.Sealer sealer(Candidate candidate, long inUse) {
            return new Repository.Sealer(candidate.label(), candidate.guarded().keys().get(0).id(), candidate.opens(),
                    candidate.id() == inUse, candidate);
        }
    }
}
