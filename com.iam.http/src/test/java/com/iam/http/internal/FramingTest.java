package com.iam.http.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FramingTest {

    @ParameterizedTest
    @MethodSource("com.iam.http.internal.Requests#clear")
    void aClearRequestPassesHoweverItArrives(String requests) {
        for (int size = 1; size <= requests.length(); size++) {
            assertThat(cut(requests, size)).as("in parts of %d", size).isEqualTo(-1);
        }
    }

    @ParameterizedTest
    @MethodSource("com.iam.http.internal.Requests#doubtful")
    void aDoubtfulRequestIsCutAtItsBeginning(String requests) {
        assertThat(cut(Requests.SMUGGLED + requests, Integer.MAX_VALUE)).isEqualTo(Requests.SMUGGLED.length());
    }

    @ParameterizedTest
    @MethodSource("com.iam.http.internal.Requests#doubtful")
    void aDoubtfulRequestIsCutHoweverItArrives(String requests) {
        for (int size : List.of(1, 2, 3, 5, 7, 64)) {
            assertThat(cut(requests, size)).as("in parts of %d", size).isNotNegative();
        }
    }

    @Test
    void aLineWithoutAnEndIsCut() {
        assertThat(cut("GET / HTTP/1.1\r\nX: " + "a".repeat(100_000), 1000)).isNotNegative();
    }

    /** Where in all of it the first doubt is said to be. */
    private static int cut(String requests, int partSize) {
        Framing framing = new Framing();
        ByteBuffer bytes = ByteBuffer.wrap(requests.getBytes(StandardCharsets.ISO_8859_1));
        for (int from = 0; from < bytes.limit(); from += partSize) {
            int to = Math.min(bytes.limit(), from + Math.min(partSize, bytes.limit()));
            int cut = framing.doubtful(bytes, from, to);
            if (cut >= 0 || to == bytes.limit()) {
                return cut;
            }
        }
        return -1;
    }
}
