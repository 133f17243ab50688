package com.iam.state.redis.internal.testlet;

import java.io.IOException;
import java.net.ProtocolException;
import java.net.SocketTimeoutException;
import java.util.List;

import com.iam.state.api.admin.TestletReport.Failed;
import com.iam.state.api.admin.TestletReport.Passed;
import com.iam.state.api.admin.TestletReport.Result;
import com.iam.state.api.admin.TestletReport.Skipped;

/** Whether the server demands a certificate of its clients, and takes this one. */
final class ClientCertificate implements Check {

    @Override
    public String id() {
        return "client-certificate";
    }

    @Override
    public String title() {
        return "Client certificate";
    }

    @Override
    public List<String> needs() {
        return List.of("tls");
    }

    @Override
    public Result examine(Examination examination) throws IOException {
        if (examination.tls() == null) {
            return CertificateExpiry.NO_TLS;
        }
        AskedCertificate certificate = examination.tls().asked();
        try {
            // With TLS 1.3 a server objects only after the handshake, so it must be heard.
            examination.greeted(examination.ask("PING"));
        } catch (SocketTimeoutException | ProtocolException e) {
            return new Skipped("the server has not answered");
        } catch (IOException e) {
            if (!certificate.asked()) {
                throw e;
            }
            return certificate.shown()
                    ? new Failed("the server refuses the client certificate", "have it signed by an authority that is in "
                            + "tls-ca-cert-file of Redis, and look at its time of validity")
                    : missing(certificate);
        }
        if (!certificate.asked()) {
            return new Skipped("the server does not ask for one");
        }
        return new Passed(certificate.shown() ? "the server accepts it" : "none is configured, and the server asks but does not insist");
    }

    private static Result missing(AskedCertificate certificate) {
        return certificate.configured()
                ? new Failed("the server demands a client certificate by another authority than the one that is configured",
                        "configure one that is signed by an authority in tls-ca-cert-file of Redis")
                : new Failed("the server demands a client certificate, and none is configured",
                        "configure one, or set tls-auth-clients to no in Redis");
    }
}
