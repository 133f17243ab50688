package com.iam.state.redis.internal.acl;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;

class NeededCommandTest {

    private static final Path SCRIPTS = Path.of("src/main/resources/com/iam/state/redis/internal");
    private static final Pattern CALL = Pattern.compile("(?:redis\\.p?call|sorted)\\('([A-Za-z]+)'");

    @Test
    void everyCommandOfTheScriptsIsInTheList() throws IOException {
        Set<String> called = new TreeSet<>();
        try (var files = Files.list(SCRIPTS)) {
            for (Path script : files.filter(file -> file.toString().endsWith(".lua")).toList()) {
                CALL.matcher(Files.readString(script)).results()
                        .forEach(match -> called.add(match.group(1).toLowerCase(Locale.ROOT)));
            }
        }

        assertThat(called).hasSizeGreaterThan(10);
        assertThat(names()).as("the list in commands.txt").containsAll(called);
    }

    @Test
    void nothingThatLooksAtForeignKeysOrSettingsIsInTheList() {
        assertThat(names()).doesNotContain("keys", "scan", "config", "flushall", "flushdb", "randomkey", "dbsize", "monitor");
    }

    @Test
    void whatIsNeededOnARedisServerCanBeTried() {
        assertThat(NeededCommand.all()).filteredOn(each -> each.where() == NeededCommand.Where.ALWAYS)
                .allSatisfy(each -> assertThat(each.trial()).as(each.name()).isPresent())
                .allSatisfy(each -> assertThat(each.purpose()).isNotBlank());
    }

    @Test
    void atTrialTheNamespaceIsFilledIn() {
        NeededCommand get = NeededCommand.all().stream().filter(each -> each.name().equals("get")).findFirst().orElseThrow();

        assertThat(get.trialIn("iam", "m").orElseThrow()).containsExactly("GET", "{iam:1:m:00}:none");
    }

    private static Set<String> names() {
        return NeededCommand.all().stream().map(NeededCommand::name).collect(Collectors.toSet());
    }
}
