package com.iam.state.redis.internal;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import com.iam.state.api.provider.Deadline;

/** Lists in a Cluster, where each bucket of a module may be on another node: all are asked at once. */
final class ClusterLists implements ListSource {

    private final RedisLink link;
    private final ClusterSubjects subjects;

    ClusterLists(RedisLink link) {
        this.link = link;
        this.subjects = new ClusterSubjects(link);
    }

    @Override
    public Reply sessions(KeyLayout keys, List<String> tokens, String after, int limit, Deadline deadline) {
        List<ClusterSubjects.Entry> entries = subjects.members(keys, tokens, deadline).stream()
                .filter(entry -> entry.storageId().compareTo(after) > 0)
                .sorted((a, b) -> a.storageId().compareTo(b.storageId())).toList();
        PageBuilder page = new PageBuilder(limit);
        int from = 0;
        while (from < entries.size() && !page.isOver()) {
            int to = Math.min(entries.size(), from + limit + 1);
            subjects.look(keys, entries.subList(from, to), deadline).live()
                    .forEach(one -> page.add(one.entry().storageId(), one.deadline(), one.value()));
            from = to;
        }
        return page.reply();
    }

    /** Asks only as many buckets as the page needs, going by their sizes. */
    @Override
    public Reply page(KeyLayout keys, String after, int limit, Deadline deadline) {
        int first = KeyLayout.firstBucket(after);
        List<String> indexes = keys.indexes(first, KeyLayout.BUCKETS);
        List<Reply> sizes = link.runAll(Script.SIZES, each(indexes, List.of()), deadline);
        PageBuilder page = new PageBuilder(limit);
        int next = 0;
        while (next < indexes.size() && !page.isOver()) {
            List<RedisLink.Call> calls = new ArrayList<>();
            long expected = 0;
            for (; next < indexes.size() && expected <= page.room(); next++) {
                long size = sizes.get(next).number(0);
                String begin = next == 0 ? after : "";
                expected += begin.isEmpty() ? size : 0;
                if (size > 0) {
                    calls.add(new RedisLink.Call(List.of(indexes.get(next)), List.of(begin, page.room() + 1)));
                }
            }
            for (Reply reply : link.runAll(Script.PAGE, calls, deadline)) {
                for (int i = 1; i + 2 < reply.size(); i += 3) {
                    page.add(reply.text(i), reply.number(i + 1), reply.bytes(i + 2));
                }
            }
        }
        return page.reply();
    }

    @Override
    public long count(KeyLayout keys, Deadline deadline) {
        return link.runAll(Script.COUNT, each(keys.indexes(0, KeyLayout.BUCKETS), List.of()), deadline).stream()
                .mapToLong(reply -> reply.number(0)).sum();
    }

    /** A call for each key. */
    static List<RedisLink.Call> each(List<String> keys, List<?> arguments) {
        return keys.stream().map(key -> new RedisLink.Call(List.of(key), arguments)).toList();
    }

    private static final class PageBuilder {

        private final int limit;
        private final List<Object> values = new ArrayList<>(List.of(0L));

        PageBuilder(int limit) {
            this.limit = limit;
        }

        int room() {
            return limit - (values.size() - 1) / 3;
        }

        boolean isOver() {
            return (Long) values.get(0) == 1;
        }

        void add(String storageId, long deadline, byte[] record) {
            if (room() == 0) {
                values.set(0, 1L);
            } else if (!isOver()) {
                values.addAll(List.of(storageId.getBytes(StandardCharsets.US_ASCII), deadline, record));
            }
        }

        Reply reply() {
            return new Reply(values);
        }
    }
}
