package com.iam.state.redis.internal.testlet;

import java.io.IOException;
import java.util.List;

import com.iam.state.api.admin.TestletReport.Failed;
import com.iam.state.api.admin.TestletReport.Passed;
import com.iam.state.api.admin.TestletReport.Result;

/** Whether Redis keeps what it was given. INFO tells it, so that CONFIG need not be permitted. */
final class EvictionPolicy implements Check {

    static final Result FORBIDDEN = new Failed("the user may not run INFO", "permit it: ./iam acl prints what is needed");

    @Override
    public String id() {
        return "eviction-policy";
    }

    @Override
    public String title() {
        return "Eviction policy";
    }

    @Override
    public List<String> needs() {
        return List.of("authentication");
    }

    @Override
    public Result examine(Examination examination) throws IOException {
        Examination.Info info = examination.info("memory");
        if (info.refusal().isPresent()) {
            return FORBIDDEN;
        }
        String policy = info.field("maxmemory_policy");
        String limit = info.field("maxmemory");
        if (!policy.equals("noeviction")) {
            return new Failed("Redis drops sessions when its memory is full (maxmemory-policy " + policy + ")",
                    "set maxmemory-policy noeviction, so that a full Redis refuses writes instead");
        }
        return new Passed("noeviction, " + (limit.equals("0") ? "without a memory limit"
                : "memory " + info.field("used_memory_human") + " of " + info.field("maxmemory_human")));
    }
}
