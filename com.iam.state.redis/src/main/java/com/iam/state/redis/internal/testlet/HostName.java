package com.iam.state.redis.internal.testlet;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

import com.iam.state.api.admin.TestletReport.Failed;
import com.iam.state.api.admin.TestletReport.Passed;
import com.iam.state.api.admin.TestletReport.Result;
import com.iam.state.api.admin.TestletReport.Skipped;

/** Whether the certificate is for the host of the address. */
final class HostName implements Check {

    @Override
    public String id() {
        return "host-name";
    }

    @Override
    public String title() {
        return "Host name";
    }

    @Override
    public List<String> needs() {
        return List.of("tls");
    }

    @Override
    public Result examine(Examination examination) {
        if (examination.tls() == null) {
            return CertificateExpiry.NO_TLS;
        }
        String host = examination.host();
        if (!examination.target.tls().orElseThrow().verifyHostName()) {
            return new Skipped("verifyHostName is false: any server with a trusted certificate is accepted");
        }
        if (examination.tls().wrongName().isPresent()) {
            return new Failed("the certificate is not for " + host + " but for " + names(examination.tls().certificate()),
                    "use one of these names in redisUri, or a certificate that has " + host + " as a subject alternative name");
        }
        return new Passed("the certificate is for " + host);
    }

    private static String names(X509Certificate certificate) {
        try {
            Collection<List<?>> names = certificate.getSubjectAlternativeNames();
            if (names != null) {
                return names.stream().map(name -> String.valueOf(name.get(1))).collect(Collectors.joining(", "));
            }
        } catch (CertificateParsingException e) {
            // Then the subject must do.
        }
        return certificate.getSubjectX500Principal().getName();
    }
}
