package com.iam.state.redis.internal.testlet;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Optional;

import javax.net.ssl.KeyManager;

/**
 * What a Testlet examines: the settings of one repository.
 *
 * @param location for people, without secrets
 * @param host of the one server there is, or of the node that is asked first; the path of a Unix-domain socket
 * @param port 0 for a Unix-domain socket
 * @param locating how to find the primary; empty if there is one server
 * @param tls empty if the connection is not encrypted
 * @param repository the way to the states through the repository's own code; opened once for each examination
 */
public record Target(String name, String location, String host, int port, Optional<Locating> locating, int database,
        Optional<Tls> tls, Optional<String> username, Optional<String> password, String namespace, Duration connectionTimeout,
        Duration responseTimeout, Repository.Source repository) {

    boolean isSocket() {
        return port == 0;
    }

    /** What is read anew for each examination, as certificates are renewed. */
    @FunctionalInterface
    public interface Material<T> {

        T read() throws IOException, GeneralSecurityException;
    }

    /**
     * @param trusted the authorities; empty for those of the Java platform
     * @param own the client certificate, if there is one
     */
    public record Tls(Material<Optional<KeyStore>> trusted, Material<Optional<KeyManager>> own, boolean verifyHostName) {
    }

    /** It may be printed by mistake. */
    @Override
    public String toString() {
        return "Target[" + name + ", " + location + "]";
    }
}
