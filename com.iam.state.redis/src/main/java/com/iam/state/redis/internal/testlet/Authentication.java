package com.iam.state.redis.internal.testlet;

import java.io.IOException;
import java.util.List;

import com.iam.state.api.admin.TestletReport.Failed;
import com.iam.state.api.admin.TestletReport.Passed;
import com.iam.state.api.admin.TestletReport.Result;

/** Whether Redis lets the service account in. No password leaves this machine before the server has proved who it is. */
final class Authentication implements Check {

    @Override
    public String id() {
        return "authentication";
    }

    @Override
    public String title() {
        return "Authentication";
    }

    @Override
    public List<String> needs() {
        return List.of("nodes", "answer", "certificate-expiry", "certificate-chain", "host-name");
    }

    @Override
    public Result examine(Examination examination) throws IOException {
        Target target = examination.target;
        if (target.password().isPresent()) {
            Resp.Reply reply = target.username().isPresent()
                    ? examination.ask("AUTH", target.username().get(), target.password().get())
                    : examination.ask("AUTH", target.password().get());
            if (reply.isError()) {
                return refused(reply.text());
            }
        }
        Resp.Reply ping = examination.ask("PING");
        if (ping.text().startsWith("NOAUTH")) {
            return new Failed("Redis demands a password, and none is configured", "set username and .password");
        }
        Resp.Reply select = examination.ask("SELECT", Integer.toString(target.database()));
        if (select.isError() && !(select.isForbidden() && target.database() == 0)) {
            return new Failed(select.isForbidden() ? "the user may not choose the database " + target.database()
                    : "Redis has no database " + target.database(), "correct the number in redisUri");
        }
        return new Passed(target.password().isEmpty() ? "none is asked for; protect Redis with an ACL user (./iam acl)"
                : "Redis accepts the " + (target.username().isPresent() ? "user and the password" : "password"));
    }

    private static Result refused(String error) {
        return error.startsWith("WRONGPASS")
                ? new Failed("Redis refuses the user name or the password", "compare both with the ACL of Redis; "
                        + "a user may also be disabled (off)")
                : new Failed("Redis has no password for the default user, but one is configured",
                        "remove .password, or set username");
    }
}
