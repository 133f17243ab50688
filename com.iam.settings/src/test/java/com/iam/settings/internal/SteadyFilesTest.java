package com.iam.settings.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Map;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SteadyFilesTest {

    private static final Map<String, Content> NONE = Map.of();
    private final SteadyFiles files = new SteadyFiles(700, 2000);

    private static Map<String, Content> of(String text) {
        return Map.of("f", new Content.Bytes(text.getBytes(StandardCharsets.UTF_8)));
    }

    @BeforeEach
    void begin() {
        files.begin(of("old"));
    }

    @Test
    void whatIsNewCountsOnceItHasStayedTheSame() {
        assertThat(files.glimpse(of("new"), 0)).isEmpty();
        assertThat(files.glimpse(of("new"), 600)).isEmpty();
        assertThat(files.glimpse(of("new"), 700)).containsExactly("f");
        assertThat(files.contents()).isEqualTo(of("new"));
        assertThat(files.glimpse(of("new"), 9000)).isEmpty();
    }

    @Test
    void whatIsStillBeingWrittenDoesNotCount() {
        files.glimpse(of("half"), 0);
        files.glimpse(of("whole"), 600);
        assertThat(files.glimpse(of("whole"), 900)).isEmpty();
        assertThat(files.glimpse(of("whole"), 1300)).containsExactly("f");
    }

    @Test
    void aFileThatIsAwayForAMomentIsThere() {
        files.glimpse(NONE, 0);
        assertThat(files.glimpse(NONE, 1900)).isEmpty();
        assertThat(files.glimpse(of("old"), 1950)).isEmpty();
        assertThat(files.glimpse(NONE, 2100)).isEmpty();
        assertThat(files.glimpse(NONE, 4100)).containsExactly("f");
        assertThat(files.contents()).isEmpty();
    }

    @Test
    void aFileThatCannotBeReadForAMomentIsAsItWas() {
        Map<String, Content> faulty = Map.of("f", new Content.Faulty("cannot be read"));
        files.glimpse(faulty, 0);
        assertThat(files.glimpse(faulty, 1900)).isEmpty();
        assertThat(files.glimpse(faulty, 2000)).containsExactly("f");
    }
}
