package com.iam.state.redis.internal.testlet;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Set;

import com.iam.state.api.admin.TestletReport.Failed;
import com.iam.state.api.admin.TestletReport.Passed;
import com.iam.state.api.admin.TestletReport.Result;

/** Whether an authority that is trusted here vouches for the server. */
final class CertificateChain implements Check {

    @Override
    public String id() {
        return "certificate-chain";
    }

    @Override
    public String title() {
        return "Certificate chain";
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
        Set<X509Certificate> authorities;
        try {
            authorities = Trust.authorities(examination.target.tls().orElseThrow().trusted().read());
        } catch (GeneralSecurityException | IOException e) {
            return new Failed("the trusted certificates cannot be read (" + e.getClass().getSimpleName() + ")",
                    "look at the file, its format and its password");
        }
        List<X509Certificate> chain = examination.tls().chain();
        try {
            Trust.requirePath(chain, authorities);
        } catch (GeneralSecurityException e) {
            return new Failed("no authority that is trusted here vouches for the certificate; its issuer is "
                    + chain.get(0).getIssuerX500Principal().getName(),
                    "add the certificate of that authority to the trusted ones, or have the server send the ones in between");
        }
        return new Passed("issued by " + chain.get(0).getIssuerX500Principal().getName());
    }
}
