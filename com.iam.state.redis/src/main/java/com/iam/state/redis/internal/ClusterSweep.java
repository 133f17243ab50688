package com.iam.state.redis.internal;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import com.iam.state.api.provider.Deadline;

/** The sweep of a module in a Cluster: all buckets at once, and then the lists of the subjects. */
final class ClusterSweep {

    static final int ENTRIES_OF_A_BUCKET = 50;

    private ClusterSweep() {
    }

    /** @param arguments of the script for each bucket */
    static void sweep(RedisLink link, KeyLayout keys, List<?> arguments, Deadline deadline) {
        ClusterSubjects subjects = new ClusterSubjects(link);
        List<String> indexes = keys.indexes(0, KeyLayout.BUCKETS);
        while (!indexes.isEmpty() && !deadline.hasPassed()) {
            List<String> asked = indexes;
            List<Reply> replies = link.runAll(Script.SWEEP, ClusterLists.each(asked, arguments), deadline);
            Map<String, String> ended = new HashMap<>();
            for (Reply reply : replies) {
                for (int i = 1; i + 1 < reply.size(); i += 2) {
                    ended.put(reply.text(i), reply.text(i + 1));
                }
            }
            subjects.ended(keys, ended, deadline);
            indexes = IntStream.range(0, asked.size())
                    .filter(i -> replies.get(i).number(0) == ENTRIES_OF_A_BUCKET).mapToObj(asked::get).toList();
        }
    }
}
