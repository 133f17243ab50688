package com.iam.state.redis.internal.testlet;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;

import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * What a TLS handshake shows of the server. It goes on with whatever certificate it meets, so that each fault can be
 * named; nothing secret is sent over such a connection unless all stages about the certificate have passed.
 */
final class ServerTls extends X509ExtendedTrustManager {

    private final AskedCertificate asked;
    private volatile List<X509Certificate> chain = List.of();
    private volatile Optional<String> wrongName = Optional.empty();
    private volatile String protocol = "";

    ServerTls(AskedCertificate asked) {
        this.asked = asked;
    }

    AskedCertificate asked() {
        return asked;
    }

    /** The server's own certificate first. */
    List<X509Certificate> chain() {
        return chain;
    }

    X509Certificate certificate() {
        return chain.get(0);
    }

    /** Why the certificate is not for the host, if it is not. */
    Optional<String> wrongName() {
        return wrongName;
    }

    String protocol() {
        return protocol;
    }

    void agreed(String version) {
        protocol = version;
    }

    @Override
    public void checkServerTrusted(X509Certificate[] certificates, String authType, Socket socket) {
        chain = List.of(certificates);
        try {
            // With the certificate itself for an authority only its name is left to be judged.
            Trust.in(chain.get(0)).checkServerTrusted(certificates, authType, socket);
        } catch (CertificateException e) {
            wrongName = Optional.of(String.valueOf(e.getMessage()));
        }
    }

    @Override
    public void checkServerTrusted(X509Certificate[] certificates, String authType, SSLEngine engine) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void checkServerTrusted(X509Certificate[] certificates, String authType) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void checkClientTrusted(X509Certificate[] certificates, String authType, Socket socket) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void checkClientTrusted(X509Certificate[] certificates, String authType, SSLEngine engine) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void checkClientTrusted(X509Certificate[] certificates, String authType) {
        throw new UnsupportedOperationException();
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return new X509Certificate[0];
    }
}
