package com.iam.state.redis.internal.testlet;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

import com.iam.state.api.admin.TestletReport.Failed;
import com.iam.state.api.admin.TestletReport.Passed;
import com.iam.state.api.admin.TestletReport.Result;
import com.iam.state.api.admin.TestletReport.Skipped;

/** Whether the certificates of the server are in their time of validity. */
final class CertificateExpiry implements Check {

    static final Result NO_TLS = new Skipped("the connection is not encrypted");

    @Override
    public String id() {
        return "certificate-expiry";
    }

    @Override
    public String title() {
        return "Certificate validity";
    }

    @Override
    public List<String> needs() {
        return List.of("tls");
    }

    @Override
    public Result examine(Examination examination) {
        if (examination.tls() == null) {
            return NO_TLS;
        }
        Instant now = examination.clock.instant();
        for (X509Certificate certificate : examination.tls().chain()) {
            String name = certificate.getSubjectX500Principal().getName();
            if (now.isAfter(certificate.getNotAfter().toInstant())) {
                return new Failed("the certificate of " + name + " expired at " + certificate.getNotAfter().toInstant(),
                        "renew it and have Redis load it (CONFIG SET tls-cert-file, or a restart)");
            }
            if (now.isBefore(certificate.getNotBefore().toInstant())) {
                return new Failed("the certificate of " + name + " is not valid before "
                        + certificate.getNotBefore().toInstant(), "compare the clock of this machine, or replace the certificate");
            }
        }
        Instant end = examination.tls().chain().stream().map(each -> each.getNotAfter().toInstant())
                .min(Instant::compareTo).orElseThrow();
        return new Passed("until " + end + ", another " + Duration.between(now, end).toDays() + " days");
    }
}
