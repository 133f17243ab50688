package com.iam.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import com.iam.users.api.UserKind;

import jakarta.servlet.http.HttpServletRequest;

class SessionCookieTest {

    private final SessionCookie cookie = new SessionCookie(
            new WebModule("login", UserKind.END_USER, "iam-login", WebModule.SameSite.LAX));

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "LOCALHOST:8080", "127.0.0.1", "127.0.0.1:8080", "[::1]", "[::1]:8080"})
    void onTheOwnMachineThePlainNameIsUsed(String host) {
        assertThat(cookie.clear(request(host, false))).isEqualTo("iam-login=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"example.org", "localhost.example.org", "127.0.0.1.example.org", "127.0.0.2", "localhost:x",
            "evil@localhost", "10.0.0.1:8080", ""})
    void anywhereElseTheCookieIsSecure(String host) {
        assertThat(cookie.clear(request(host, false))).startsWith("__Host-iam-login=; Path=/; Secure; HttpOnly");
    }

    @Test
    void withTlsTheCookieIsSecureOnTheOwnMachineToo() {
        assertThat(cookie.clear(request("localhost", true))).startsWith("__Host-iam-login=; Path=/; Secure; HttpOnly");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Forwarded", "Via", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto",
            "X-Forwarded-Server", "X-Real-IP"})
    void behindAProxyOnTheOwnMachineTheCookieIsSecure(String header) {
        assertThat(cookie.clear(request("127.0.0.1:8080", false, "HTTP/1.1", header))).startsWith("__Host-").contains("; Secure;");
    }

    @Test
    void behindAProxyThatOnlyPassesOnTheCookieIsSecure() {
        assertThat(cookie.clear(request("127.0.0.1:8080", false, "HTTP/1.0", ""))).startsWith("__Host-").contains("; Secure;");
    }

    @Test
    void withoutAHostTheCookieIsSecure() {
        assertThat(cookie.clear(request(null, false))).startsWith("__Host-");
    }

    private static HttpServletRequest request(String host, boolean secure) {
        return request(host, secure, "HTTP/1.1", "");
    }

    /** @param header one that is there, with any value */
    private static HttpServletRequest request(String host, boolean secure, String protocol, String header) {
        return (HttpServletRequest) Proxy.newProxyInstance(SessionCookieTest.class.getClassLoader(),
                new Class<?>[] {HttpServletRequest.class}, (proxy, method, arguments) -> switch (method.getName()) {
                    case "isSecure" -> secure;
                    case "getProtocol" -> protocol;
                    case "getHeader" -> arguments[0].equals("Host") ? host : arguments[0].equals(header) ? "some" : null;
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }
}
