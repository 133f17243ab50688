package com.iam.support.web;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Where and for whom the HTTP server serves, as the framework's properties say.
 *
 * @param management where the Adminapp, metrics and health are served, and only there; empty: with all else
 * @param hosts the names, in lower case, by which the other paths may be asked for; empty: any
 */
public record FrontSettings(Optional<Address> management, Set<String> hosts) {

    public static final String PORT = "iam.management.port";
    public static final String HOST = "iam.management.host";
    static final String HOSTS = "iam.http.hosts";

    /** An address to listen on. */
    public record Address(String host, int port) {
    }

    /** @throws IllegalArgumentException with one line for the operator */
    public static FrontSettings from(UnaryOperator<String> properties) {
        Optional<String> port = text(properties, PORT);
        String host = text(properties, HOST).or(() -> text(properties, "org.apache.felix.http.host")).orElse("127.0.0.1");
        Set<String> hosts = text(properties, HOSTS).stream().flatMap(names -> Stream.of(names.split(","))).map(String::strip)
                .filter(name -> !name.isEmpty()).map(FrontSettings::name).collect(Collectors.toUnmodifiableSet());
        if (port.isEmpty() && text(properties, HOST).isPresent()) {
            throw new IllegalArgumentException(HOST + " is there without " + PORT);
        }
        return new FrontSettings(port.map(text -> new Address(host, port(text))), hosts);
    }

    private static Optional<String> text(UnaryOperator<String> properties, String key) {
        return Optional.ofNullable(properties.apply(key)).map(String::strip).filter(text -> !text.isEmpty());
    }

    private static int port(String text) {
        if (text.matches("\\d{1,5}") && Integer.parseInt(text) >= 1 && Integer.parseInt(text) <= 65535) {
            return Integer.parseInt(text);
        }
        throw new IllegalArgumentException(PORT + " is not a port from 1 to 65535: " + text);
    }

    private static String name(String text) {
        if (!text.matches("[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?")) {
            throw new IllegalArgumentException(HOSTS + " has what is no host name (without a port): " + text);
        }
        return text.toLowerCase(Locale.ROOT);
    }
}
