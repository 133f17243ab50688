package com.iam.state.redis.internal.testlet;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

import com.iam.state.api.StateUnavailableException;
import com.iam.state.api.admin.TestletReport.Failed;
import com.iam.state.api.admin.TestletReport.Passed;
import com.iam.state.api.admin.TestletReport.Result;
import com.iam.state.api.provider.Deadline;

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
        List<Repository.Sealer> found;
        try {
            found = source.sealers(Deadline.after(Duration.ofMillis(examination.milliseconds(WAIT))));
        } catch (StateUnavailableException e) {
            return new Failed(e.getMessage(), "ask who wrote it; its name in encryption.target is what chooses it");
        }
        if (found.isEmpty()) {
            return new Failed("no state encryption matches " + source.filter(),
                    "configure one, or correct encryption.target; its own settings may have been refused");
        }
        Repository.Sealer sealer = found.get(0);
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
        if (found.size() > 1 && !sealer.inUse()) {
            // An instance that starts would choose the same one.
            sealer = found.stream().min(Comparator.comparingLong(each -> lost(sessions, each).values().stream().mapToLong(n -> n).sum())).get();
            examination.sealedBy(sealer);
        }
        Map<String, Long> lost = lost(sessions, sealer);
        if (!lost.isEmpty()) {
            String key = lost.keySet().iterator().next();
            return new Failed("wrong key: live sessions (" + lost.get(key) + ") are sealed by key " + key + ", which "
                    + sealer.label() + " (" + sealer.primary() + ") does not have",
                    "compare the secret keys of all instances, or add that key to .enabledKeys");
        }
        if (found.size() > 1) {
            return new Failed(source.filter() + " matches " + found.size() + " encryptions ("
                    + found.stream().map(Repository.Sealer::label).collect(Collectors.joining(", ")) + "), and means one: here "
                    + sealer.label(), "name it in encryption.target, as in (name=main)");
        }
        return new Passed(sealer.label() + " seals by key " + sealer.primary() + ", and opens all live sessions ("
                + sessions.values().stream().mapToLong(Long::longValue).sum() + ")");
    }

    private static Map<String, Long> lost(Map<String, Long> sessions, Repository.Sealer sealer) {
        Map<String, Long> lost = new TreeMap<>(sessions);
        lost.keySet().removeAll(sealer.opens());
        return lost;
    }
}
