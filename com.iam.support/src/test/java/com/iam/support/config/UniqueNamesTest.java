package com.iam.support.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;

class UniqueNamesTest {

    private final UniqueNames claims = new UniqueNames();
    private final Object first = new Object();
    private final Object second = new Object();
    private final List<String> granted = new ArrayList<>();

    private Optional<String> claim(Object owner, String source) {
        return claims.claim("login", owner, source, () -> claim(owner, source).ifPresentOrElse(
                other -> granted.add(source + " waits for " + other), () -> granted.add(source)));
    }

    @Test
    void theFirstHasTheNameHoweverOftenItAsks() {
        assertThat(claim(first, "a.config")).isEmpty();
        assertThat(claim(second, "b.config")).contains("a.config");
        assertThat(claim(first, "a.config")).isEmpty();
        assertThat(claims.claim("admin", second, "b.config", () -> { })).isEmpty();
    }

    @Test
    void whenItGoesTheNextOneHasItAndTheOthersWaitForThat() {
        claim(first, "a.config");
        claim(second, "b.config");
        Object third = new Object();
        claim(third, "c.config");

        claims.release(first);
        assertThat(granted).containsExactly("b.config", "c.config waits for b.config");
        claims.release(second);
        assertThat(granted).endsWith("c.config");
    }

    @Test
    void whoHasGoneWaitsNoMore() {
        claim(first, "a.config");
        claim(second, "b.config");
        claims.release(second);

        claims.release(first);
        assertThat(granted).isEmpty();
    }

    @Test
    void whoGoesByAnotherNameLeavesTheOneBefore() {
        claim(first, "a.config");
        claim(second, "b.config");
        claims.claim("admin", first, "a.config", () -> { });
        claims.keepOnly("login", first);
        assertThat(granted).containsExactly("b.config waits for a.config");

        claims.claim("admin", first, "a.config", () -> { });
        claims.keepOnly("admin", first);
        assertThat(granted).endsWith("b.config");
        assertThat(claims.claim("admin", second, "b.config", () -> { })).contains("a.config");
    }
}
