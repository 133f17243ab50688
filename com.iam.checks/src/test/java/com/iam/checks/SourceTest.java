package com.iam.checks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Words and widths of the sources: what is there is counted, and the counts may only fall. */
class SourceTest {
    private static final int VAGUE_LINES = 154;
    private static final int WIDE_LINES = 1685;
    private static final int WIDTH = 120;
    private static final Pattern VAGUE =
            Pattern.compile("\\b(whoever|nobody|somebody|one that)\\b", Pattern.CASE_INSENSITIVE);

    @Test
    void sentencesNameTheirSubject() throws IOException {
        List<Path> sources = new ArrayList<>();
        for (String module : Tree.modules()) {
            sources.addAll(Tree.mainSources(module));
        }
        assertThat(count(sources, line -> VAGUE.matcher(line).find()))
                .as("Lines of main sources with 'whoever', 'nobody', 'somebody' or 'one that': name the caller, the "
                        + "instance, the client or the operator. Lower VAGUE_LINES when lines go; never raise it")
                .isLessThanOrEqualTo(VAGUE_LINES);
    }

    @Test
    void linesFitTheScreen() throws IOException {
        assertThat(count(Tree.allSources(), line -> line.length() > WIDTH))
                .as("Lines of Java above %s characters: break the new line. "
                        + "Lower WIDE_LINES when lines go; never raise it", WIDTH)
                .isLessThanOrEqualTo(WIDE_LINES);
    }

    private static long count(List<Path> sources, Predicate<String> fault) throws IOException {
        long faults = 0;
        for (Path source : sources) {
            faults += Files.readAllLines(source).stream().filter(fault).count();
        }
        return faults;
    }
}
