package com.iam.state.redis.internal.testlet;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertPathBuilder;
import java.security.cert.CertStore;
import java.security.cert.CertificateException;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;

/** Judges certificates by the Java platform's means (PKIX, RFC 5280; names by RFC 2818). */
final class Trust {

    private Trust() {
    }

    /** Trusts one certificate, whenever, and whoever signed it. */
    static X509ExtendedTrustManager in(X509Certificate certificate) throws CertificateException {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setCertificateEntry("only", certificate);
            return manager(store);
        } catch (IOException | GeneralSecurityException e) {
            throw new CertificateException(e);
        }
    }

    /** The authorities of a store, or of the platform. */
    static Set<X509Certificate> authorities(Optional<KeyStore> store) throws GeneralSecurityException {
        return Set.of(manager(store.orElse(null)).getAcceptedIssuers());
    }

    /**
     * Whether a path leads from an authority to the first certificate. Whether they are valid today is not asked.
     *
     * @throws GeneralSecurityException if there is none
     */
    static void requirePath(List<X509Certificate> chain, Set<X509Certificate> authorities) throws GeneralSecurityException {
        if (authorities.contains(chain.get(0))) {
            return;
        }
        X509CertSelector server = new X509CertSelector();
        server.setCertificate(chain.get(0));
        Set<TrustAnchor> anchors = authorities.stream().map(authority -> new TrustAnchor(authority, null))
                .collect(Collectors.toSet());
        PKIXBuilderParameters parameters = new PKIXBuilderParameters(anchors, server);
        parameters.addCertStore(CertStore.getInstance("Collection", new CollectionCertStoreParameters(chain)));
        parameters.setRevocationEnabled(false);
        parameters.setDate(withinTheirTime(chain));
        CertPathBuilder.getInstance("PKIX").build(parameters);
    }

    /** Now if they are all valid now; else a time when the server's was. */
    private static Date withinTheirTime(List<X509Certificate> chain) {
        Date now = new Date();
        boolean valid = chain.stream().allMatch(each -> now.after(each.getNotBefore()) && now.before(each.getNotAfter()));
        return valid ? now : chain.get(0).getNotBefore();
    }

    /** @param store null for the platform's own */
    static X509ExtendedTrustManager manager(KeyStore store) throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return (X509ExtendedTrustManager) Stream.of(factory.getTrustManagers())
                .filter(X509ExtendedTrustManager.class::isInstance).findFirst()
                .orElseThrow(() -> new GeneralSecurityException("the platform judges no certificates"));
    }

}
