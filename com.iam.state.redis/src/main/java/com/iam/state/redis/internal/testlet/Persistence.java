package com.iam.state.redis.internal.testlet;

import java.io.IOException;
import java.util.List;

import com.iam.state.api.admin.TestletReport.Failed;
import com.iam.state.api.admin.TestletReport.Passed;
import com.iam.state.api.admin.TestletReport.Result;

/** Whether what Redis holds survives a restart. It need not: that is for the operator to decide. */
final class Persistence implements Check {

    private static final String FULL = "look at the free space of the disk and at the log of Redis";

    @Override
    public String id() {
        return "persistence";
    }

    @Override
    public String title() {
        return "Persistence";
    }

    @Override
    public List<String> needs() {
        return List.of("authentication");
    }

    @Override
    public Result examine(Examination examination) throws IOException {
        Examination.Info info = examination.info("persistence");
        if (info.refusal().isPresent()) {
            return EvictionPolicy.FORBIDDEN;
        }
        if (info.field("loading").equals("1")) {
            return new Failed("Redis is still loading its data", "wait until it has");
        }
        boolean log = info.field("aof_enabled").equals("1");
        if (log && info.field("aof_last_write_status").equals("err")) {
            return new Failed("the last write to the append-only file failed", FULL);
        }
        if (info.field("rdb_last_bgsave_status").equals("err")) {
            return new Failed("the last snapshot failed, so Redis may refuse writes", FULL);
        }
        return new Passed(log ? "append-only file"
                : "no append-only file: what came after the last snapshot is lost when Redis restarts");
    }
}
