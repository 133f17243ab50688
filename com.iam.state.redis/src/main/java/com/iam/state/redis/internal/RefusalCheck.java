package com.iam.state.redis.internal;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Supplier;

import com.iam.state.api.StateUnavailableException;
import com.iam.state.api.provider.Deadline;

/**
 * Looks what Redis refuses, by doing what the product does.
 *
 * @param keys one for each node to look at, which nothing else uses
 * @param replicated whether to wait for replicas, as some writes do
 * @param publishes whether near caches must be told of changes
 */
record RefusalCheck(RedisLink link, Supplier<List<String>> keys, boolean replicated, boolean publishes) {

    private static final String EVICTION = "eviction";

    /**
     * What is the matter.
     *
     * @param label as in a metric
     * @param reason one part of a sentence, without any secret
     * @param hinders whether log-ins, log-outs or requests fail
     */
    record Finding(String label, String reason, boolean hinders) {

        static Finding of(Refusal refusal) {
            return new Finding(refusal.label(), refusal.reason(), !refusal.hindersGrowthOnly());
        }

        Finding withoutHindrance() {
            return new Finding(label, reason, false);
        }

        /** For the log. */
        String consequence() {
            if (label.equals(Refusal.FULL.label())) {
                return "; log-ins fail, and those who have a session are served";
            }
            return hinders ? "; requests fail meanwhile" : "";
        }
    }

    /** @throws StateUnavailableException if Redis does not answer, or refuses everything */
    List<Finding> run(Deadline deadline) {
        Map<String, Finding> found = new LinkedHashMap<>();
        for (String key : keys.get()) {
            try {
                findings(answer(key, deadline)).forEach(each -> found.putIfAbsent(each.label(), each));
            } catch (RefusedException e) {
                Finding finding = Finding.of(e.refusal());
                found.putIfAbsent(finding.label(), finding);
            }
        }
        return List.copyOf(found.values());
    }

    private Reply answer(String key, Deadline deadline) {
        List<String> arguments = List.of(publishes ? "1" : "0", "1");
        return replicated
                ? link.runReplicated(Script.CHECK, List.of(key), arguments, deadline).reply()
                : link.run(Script.CHECK, List.of(key), arguments, deadline);
    }

    private static List<Finding> findings(Reply reply) {
        List<Finding> findings = new ArrayList<>();
        String policy = reply.text(0);
        if (!policy.isEmpty()) {
            findings.add(new Finding(EVICTION, "Redis drops sessions when its memory is full (maxmemory-policy " + policy
                    + "): set noeviction", false));
        }
        TreeSet<String> missing = new TreeSet<>();
        boolean hinders = false;
        for (int i = 1; i + 1 < reply.size(); i += 2) {
            missing.add(reply.text(i));
            hinders |= reply.number(i + 1) == 1;
        }
        if (!missing.isEmpty()) {
            findings.add(new Finding(Refusal.FORBIDDEN.label(), "the user may not run " + String.join(", ", missing)
                    + " in Redis: ./iam acl prints what it must be permitted", hinders));
        }
        return findings;
    }
}
