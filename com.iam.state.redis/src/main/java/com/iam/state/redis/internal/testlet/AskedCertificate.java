package com.iam.state.redis.internal.testlet;

import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.Optional;

import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import javax.net.ssl.X509KeyManager;

/** Shows the client certificate, if there is one, and remembers whether the server asked for it. */
final class AskedCertificate extends X509ExtendedKeyManager {

    private final Optional<X509KeyManager> own;
    private volatile boolean asked;
    private volatile boolean shown;

    AskedCertificate(Optional<KeyManager> own) {
        this.own = own.filter(X509KeyManager.class::isInstance).map(X509KeyManager.class::cast);
    }

    boolean asked() {
        return asked;
    }

    /** Whether one was configured that the server's authorities may have signed. */
    boolean shown() {
        return shown;
    }

    boolean configured() {
        return own.isPresent();
    }

    @Override
    public String chooseClientAlias(String[] keyTypes, Principal[] issuers, Socket socket) {
        return chosen(own.map(keys -> keys.chooseClientAlias(keyTypes, issuers, socket)).orElse(null));
    }

    @Override
    public String chooseEngineClientAlias(String[] keyTypes, Principal[] issuers, SSLEngine engine) {
        return chosen(own.map(keys -> keys.chooseClientAlias(keyTypes, issuers, null)).orElse(null));
    }

    private String chosen(String alias) {
        asked = true;
        shown |= alias != null;
        return alias;
    }

    @Override
    public X509Certificate[] getCertificateChain(String alias) {
        return own.map(keys -> keys.getCertificateChain(alias)).orElse(null);
    }

    @Override
    public PrivateKey getPrivateKey(String alias) {
        return own.map(keys -> keys.getPrivateKey(alias)).orElse(null);
    }

    @Override
    public String[] getClientAliases(String keyType, Principal[] issuers) {
        return own.map(keys -> keys.getClientAliases(keyType, issuers)).orElse(null);
    }

    @Override
    public String[] getServerAliases(String keyType, Principal[] issuers) {
        return new String[0];
    }

    @Override
    public String chooseServerAlias(String keyType, Principal[] issuers, Socket socket) {
        return null;
    }
}
