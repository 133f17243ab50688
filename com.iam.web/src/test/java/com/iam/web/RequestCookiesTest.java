package com.iam.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import jakarta.servlet.http.HttpServletRequest;

/** Cookies as any application, script or extension may leave them beside ours. */
class RequestCookiesTest {

    private static final String NAME = "__Host-iam-login";
    private static final String OURS = NAME + "=abc.def";

    /** All that a browser may put into a header, but for the semicolon, which it never sends inside of a cookie. */
    private static final String CHARACTERS = "\"\"\"\"\\\\{}[]()<>@,:/?==='`~!#$%^&*|+- \tab09_.\u00e4\u00ff\u0085\u00a0";

    @ParameterizedTest
    @ValueSource(strings = {"a=\"x", "{\"json\":1}", "a=\"", "\"", "=", "==", "=value", "name", "a=b, c=d", "a=\\\"", "$Version=1",
        "__Host-iam-login", "__Host-iam-loginx=1", "x__Host-iam-login=1", "__host-iam-login=1", "__Host-iam-login\u00a0=1", "[1,2]",
        "a=<script>", "\u00e4=\u00fc", "a=\"x; b=y\"", "", " ", ";;;"})
    void aNeighbourHidesNothing(String neighbour) {
        assertThat(values(neighbour + "; " + OURS)).containsExactly("abc.def");
        assertThat(values(OURS + "; " + neighbour)).containsExactly("abc.def");
        assertThat(values(neighbour + ";" + OURS + ";" + neighbour)).containsExactly("abc.def");
        assertThat(values(neighbour, OURS)).containsExactly("abc.def");
        assertThat(values(OURS, neighbour)).containsExactly("abc.def");
    }

    @Test
    void anyNeighbourHidesNothing() {
        Random random = new Random(7);
        for (int round = 0; round < 20_000; round++) {
            List<String> cookies = new ArrayList<>();
            for (int count = random.nextInt(6); count > 0; count--) {
                cookies.add(neighbour(random));
            }
            cookies.add(random.nextInt(cookies.size() + 1), OURS);
            int cut = random.nextInt(cookies.size() + 1);
            String first = String.join("; ", cookies.subList(0, cut));
            String second = String.join("; ", cookies.subList(cut, cookies.size()));

            assertThat(values(first, second)).as("%s and %s", first, second).containsExactly("abc.def");
        }
    }

    @Test
    void ofOneNameAllAreThereInTheirOrder() {
        assertThat(values("a=1; " + NAME + "=first; " + NAME + "=second", NAME + "=third")).containsExactly("first", "second", "third");
    }

    @Test
    void onePairOfQuotesAndTheBlanksAroundAreNotPartOfAValue() {
        assertThat(values(NAME + "=\"abc\"")).containsExactly("abc");
        assertThat(values(NAME + "=\"\"abc\"\"")).containsExactly("\"abc\"");
        assertThat(values(NAME + "=\"abc")).containsExactly("\"abc");
        assertThat(values(NAME + "=\"")).containsExactly("\"");
        assertThat(values("\t " + NAME + " =\t abc \t")).containsExactly("abc");
        assertThat(values(NAME + "=a=b")).containsExactly("a=b");
        assertThat(values(NAME + "=")).containsExactly("");
    }

    @Test
    void withoutCookiesThereIsNone() {
        assertThat(values()).isEmpty();
    }

    private static String neighbour(Random random) {
        StringBuilder text = new StringBuilder();
        for (int length = random.nextInt(12); length > 0; length--) {
            text.append(CHARACTERS.charAt(random.nextInt(CHARACTERS.length())));
        }
        return text.toString();
    }

    private static List<String> values(String... headers) {
        return RequestCookies.values((HttpServletRequest) Proxy.newProxyInstance(RequestCookiesTest.class.getClassLoader(),
                new Class<?>[] {HttpServletRequest.class}, (proxy, method, arguments) -> {
                    assertThat(method.getName()).isEqualTo("getHeaders");
                    assertThat(arguments).containsExactly("Cookie");
                    return Collections.enumeration(List.of(headers));
                }), NAME);
    }
}
