package com.iam.state.redis.internal.testlet;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.List;

import com.iam.state.api.admin.TestletReport.Failed;
import com.iam.state.api.admin.TestletReport.Passed;
import com.iam.state.api.admin.TestletReport.Result;

/** Whether what listens there is Redis, and awake. */
final class Answer implements Check {

    @Override
    public String id() {
        return "answer";
    }

    @Override
    public String title() {
        return "Answer";
    }

    @Override
    public List<String> needs() {
        return List.of("tcp", "tls", "client-certificate");
    }

    @Override
    public Result examine(Examination examination) throws IOException {
        try {
            if (examination.greeting().isEmpty()) {
                examination.greeted(examination.ask("PING"));
            }
        } catch (SocketTimeoutException e) {
            return new Failed("the server accepts connections but says nothing within "
                    + examination.target.responseTimeout().toMillis() + " ms",
                    "make sure that it is Redis that listens there, and that it is not stopped or overloaded");
        } catch (IOException e) {
            return new Failed("what answers does not speak the protocol of Redis",
                    "correct the port in redisUri; if it is the tls-port of Redis, write rediss://");
        }
        String text = examination.greeting().orElseThrow().text();
        return text.startsWith("DENIED")
                ? new Failed("Redis is in protected mode and refuses other machines", "set a password in Redis, or bind")
                : new Passed("it is Redis");
    }
}
