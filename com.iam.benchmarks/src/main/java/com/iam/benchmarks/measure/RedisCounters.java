package com.iam.benchmarks.measure;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.iam.state.testkit.RedisEndpoint;

/** What Redis says about itself. */
public record RedisCounters(RedisEndpoint redis) {

    public String version() {
        return value("server", "redis_version");
    }

    /** Reads from the network for each of a number of operations. */
    double tripsOf(long operations, Runnable run) {
        // The question is read as well.
        long before = reads();
        long own = reads() - before;
        before += own;
        run.run();
        return (reads() - before - own) / (double) operations;
    }

    /** What the data takes, without the buffers of connections. */
    long bytes() {
        return Long.parseLong(value("memory", "used_memory")) - Long.parseLong(value("memory", "mem_clients_normal"));
    }

    private long reads() {
        return Long.parseLong(value("stats", "total_reads_processed"));
    }

    private String value(String section, String name) {
        Matcher found = Pattern.compile("^" + name + ":(\\S+)", Pattern.MULTILINE).matcher(redis.send("INFO", section));
        if (!found.find()) {
            throw new IllegalStateException("Redis does not say " + name);
        }
        return found.group(1);
    }
}
