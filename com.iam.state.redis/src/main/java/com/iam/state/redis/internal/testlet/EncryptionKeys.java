package com.iam.state.redis.internal.testlet;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import com.iam.state.api.Deadline;
import com.iam.state.api.StateUnavailableException;
import com.iam.state.api.TestletReport.Failed;
import com.iam.state.api.TestletReport.Passed;
import com.iam.state.api.TestletReport.Result;

/** Which key seals, and whether the configured ones open what lives in Redis. */
final class EncryptionKeys implements Check {

    /** A provider that is being started is not missing. */
    private static final Duration WAIT = Duration.ofSeconds(2);
    private static final Duration CONNECT = Duration.ofSeconds(6);
    private static final Duration COUNT = Duration.ofSeconds(4);

    @Override
    public String id() {
        return "encryption-keys";
    }

    @Override
    public String title() {
        return "Encryption keys";
    }

    @Override
    public List<String> needs() {
        return List.of("authentication", "role", "commands");
    }

    @Override
    public Result examine(Examination examination) {
        Repository.Source source = examination.target.repository();
        Optional<Repository.Sealer> found;
        try {
            found = source.sealer(Deadline.after(Duration.ofMillis(examination.milliseconds(WAIT))));
        } catch (StateUnavailableException e) {
            return new Failed(e.getMessage(), "ask who wrote it; its name in encryption.target is what chooses it");
        }
        if (found.isEmpty()) {
            return new Failed("no state encryption matches " + source.filter(),
                    "configure one, or correct encryption.target; its own settings may have been refused");
        }
        Repository.Sealer sealer = found.get();
        examination.sealedBy(sealer);
        Map<String, Long> sessions;
        try {
            examination.repository().awaitConnection(Deadline.after(Duration.ofMillis(examination.milliseconds(CONNECT))));
            sessions = examination.repository().liveSessionsByKey(sealer.primary(),
                    Deadline.after(Duration.ofMillis(examination.milliseconds(COUNT))));
        } catch (StateUnavailableException e) {
            return new Failed("the keys in use cannot be counted: " + e.getMessage(),
                    "look at the log and the load of Redis and of this machine");
        }
        Map<String, Long> lost = new TreeMap<>(sessions);
        lost.keySet().removeAll(sealer.opens());
        if (!lost.isEmpty()) {
            String key = lost.keySet().iterator().next();
            return new Failed("wrong key: live sessions (" + lost.get(key) + ") are sealed by key " + key + ", which "
                    + sealer.label() + " (" + sealer.primary() + ") does not have",
                    "compare the secret keys of all instances, or add that key to .enabledKeys");
        }
        return new Passed(sealer.label() + " seals by key " + sealer.primary() + ", and opens all live sessions ("
                + sessions.values().stream().mapToLong(Long::longValue).sum() + ")");
    }
}
