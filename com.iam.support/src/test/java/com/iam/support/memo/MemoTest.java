package com.iam.support.memo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

class MemoTest {

    private final Memo<String, Integer> memo = new Memo<>(4);

    @Test
    void whatWasPutIsFound() {
        memo.put("a", 1);
        memo.put("a", 2);

        assertThat(memo.find("a")).contains(2);
        assertThat(memo.find("b")).isEmpty();
    }

    @Test
    void twoInOnePlaceAreNeverTakenForEachOther() {
        // These have the same hash.
        memo.put("Aa", 1);
        assertThat(memo.find("BB")).isEmpty();

        memo.put("BB", 2);
        assertThat(memo.find("BB")).contains(2);
        assertThat(memo.find("Aa")).isEmpty();
    }

    @Test
    void itHoldsNoMoreThanItHasPlaces() {
        IntStream.range(0, 1000).forEach(i -> memo.put("key" + i, i));

        assertThat(IntStream.range(0, 1000).filter(i -> memo.find("key" + i).isPresent()).count()).isBetween(1L, 16L);
    }
}
