package com.iam.state.redis.internal.testlet;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Optional;

import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;

import com.iam.state.api.admin.TestletReport.Failed;
import com.iam.state.api.admin.TestletReport.Passed;
import com.iam.state.api.admin.TestletReport.Result;
import com.iam.state.api.admin.TestletReport.Skipped;
import com.iam.state.redis.internal.wire.TlsSocket;

/**
 * Which of several servers is to be examined. If none of them can tell, the first one is: its name, its port and its
 * certificate show why.
 */
final class Nodes implements Check {

    @Override
    public String id() {
        return "nodes";
    }

    @Override
    public String title() {
        return "Nodes";
    }

    @Override
    public List<String> needs() {
        return List.of();
    }

    @Override
    public Result examine(Examination examination) {
        Optional<Locating> locating = examination.target.locating();
        if (locating.isEmpty()) {
            return new Skipped("redisUri names one server");
        }
        for (InetSocketAddress node : locating.get().nodes()) {
            try {
                Locating.Found found = ask(locating.get(), node, examination);
                if (found instanceof Locating.Primary primary) {
                    examination.examine(primary.host(), primary.port());
                    return new Passed(primary.host() + ":" + primary.port() + ", " + primary.detail());
                }
                Locating.Unknown unknown = (Locating.Unknown) found;
                return new Failed(unknown.reason(), unknown.remedy());
            } catch (IOException | GeneralSecurityException e) {
                // Another one may answer.
            }
        }
        return new Failed("none of the " + locating.get().nodes().size() + " nodes in nodeAddresses answers as it should",
                "see what the next stages say of the first one");
    }

    private static Locating.Found ask(Locating locating, InetSocketAddress node, Examination examination)
            throws IOException, GeneralSecurityException {
        Target target = examination.target;
        try (Socket plain = new Socket()) {
            plain.connect(new InetSocketAddress(node.getHostString(), node.getPort()),
                    examination.milliseconds(target.connectionTimeout()));
            plain.setSoTimeout(examination.milliseconds(target.responseTimeout()));
            Socket socket = target.tls().isPresent() ? secured(plain, node, target.tls().get()) : plain;
            Resp redis = new Resp(socket.getInputStream(), socket.getOutputStream());
            if (locating.password().isPresent()) {
                Resp.Reply reply = locating.username().isPresent()
                        ? redis.call("AUTH", locating.username().get(), locating.password().get())
                        : redis.call("AUTH", locating.password().get());
                if (reply.isError()) {
                    return new Locating.Unknown("the nodes refuse the username or the password",
                            "compare both with the ACL of " + node.getHostString() + ":" + node.getPort());
                }
            }
            return locating.ask(redis, node);
        }
    }

    /** With all checks: a password goes over it. */
    private static Socket secured(Socket plain, InetSocketAddress node, Target.Tls tls)
            throws IOException, GeneralSecurityException {
        SSLContext context = SSLContext.getInstance("TLS");
        Optional<KeyManager> own = tls.own().read();
        context.init(own.map(manager -> new KeyManager[] {manager}).orElse(null),
                new TrustManager[] {Trust.manager(tls.trusted().read().orElse(null))}, null);
        return TlsSocket.over(plain, node.getHostString(), node.getPort(), context, tls.verifyHostName());
    }
}
