package com.iam.state.redis.internal.testlet;

import java.io.IOException;
import java.util.List;

import com.iam.state.api.admin.TestletReport.Failed;
import com.iam.state.api.admin.TestletReport.Passed;
import com.iam.state.api.admin.TestletReport.Result;

/** Whether the server is one that can be written to. */
final class Role implements Check {

    @Override
    public String id() {
        return "role";
    }

    @Override
    public String title() {
        return "Role";
    }

    @Override
    public List<String> needs() {
        return List.of("authentication");
    }

    @Override
    public Result examine(Examination examination) throws IOException {
        Examination.Info info = examination.info("replication");
        if (info.refusal().isPresent()) {
            return EvictionPolicy.FORBIDDEN;
        }
        if (!info.field("role").equals("master")) {
            return new Failed("this server is a replica of " + info.field("master_host") + ":" + info.field("master_port"),
                    "name the primary in redisUri: a replica cannot be written to");
        }
        String replicas = info.field("connected_slaves");
        return new Passed("primary, with " + (replicas.equals("0") ? "no" : replicas) + " replicas connected");
    }
}
