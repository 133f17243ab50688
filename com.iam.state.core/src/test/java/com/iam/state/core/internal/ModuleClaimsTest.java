package com.iam.state.core.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;

class ModuleClaimsTest {

    private final ModuleClaims claims = new ModuleClaims();
    private final Object first = new Object();
    private final Object second = new Object();
    private final List<String> granted = new ArrayList<>();

    private Optional<String> claim(Object owner, String source) {
        return claims.claim("login", owner, source, () -> claim(owner, source).ifPresentOrElse(
                other -> granted.add(source + " waits for " + other), () -> granted.add(source)));
    }

    @Test
    void theFirstHasTheModuleHoweverOftenItAsks() {
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
}
