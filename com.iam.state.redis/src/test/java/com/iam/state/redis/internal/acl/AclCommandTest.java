package com.iam.state.redis.internal.acl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AclCommandTest {

    @Test
    void theLineNamesUserKeysAndCommandsAndLeavesThePasswordOpen() {
        assertThat(line("--user sso --namespace prod-1"))
                .startsWith("ACL SETUSER sso reset on ><PASSWORD> ~{prod-1:1:* ~prod-1:1:* ")
                .contains(" +evalsha ").contains(" +client|setname ").contains(" +wait ").contains(" +cluster|nodes ")
                .doesNotContain("@").doesNotContain("sentinel");
    }

    @Test
    void whatIsNotSaidHasADefault() {
        assertThat(line("")).startsWith("ACL SETUSER iam reset on ><PASSWORD> ~{iam:1:* ~iam:1:* resetchannels &iam:1:* +");
    }

    @Test
    void redis6IsAskedForNothingThatItDoesNotKnow() {
        assertThat(line("")).contains(" +pexpiretime");
        assertThat(line("--redis-6")).contains(" +evalsha ").doesNotContain("pexpiretime");
    }

    @Test
    void sentinelServersHaveALineOfTheirOwn() {
        assertThat(line("--sentinel")).startsWith("ACL SETUSER iam reset on ><PASSWORD> allchannels +")
                .contains("+sentinel|get-master-addr-by-name").doesNotContain("~").doesNotContain("+get ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--user", "--namespace a*", "--namespace", "--colour red", "--user a\"b"})
    void whatCannotBeUnderstoodIsRefused(String words) {
        assertThatIllegalArgumentException().isThrownBy(() -> line(words));
    }

    private static String line(String words) {
        return String.join(" ", AclCommand.line(words.isEmpty() ? List.of() : List.of(words.split(" "))));
    }
}
