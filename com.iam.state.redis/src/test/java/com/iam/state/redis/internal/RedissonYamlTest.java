package com.iam.state.redis.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import com.iam.support.config.InvalidSettingException;
import com.iam.support.config.Placeholders;
import com.iam.support.config.SecretFolder;
import com.iam.support.config.Settings;

class RedissonYamlTest {

    private static RedisSettings settings(String yaml, Map<String, Object> other) {
        Map<String, Object> all = new HashMap<>(Fixture.properties("", Map.of("yamlConfig", yaml)));
        all.putAll(other);
        return RedisSettings.of(new Settings(all));
    }

    @Test
    void sentinelsAreReadAsRedissonWritesThem() {
        RedisSettings settings = settings("""
                sentinelServersConfig:
                  masterName: main
                  database: 2
                  timeout: 700
                  masterConnectionPoolSize: 8
                  username: iam
                  password: 12345
                  sentinelAddresses:
                    - "redis://a:26379"
                    - "redis://b:26379"
                """, Map.of());

        assertThat(settings.topology().mode()).isEqualTo(Topology.Mode.SENTINEL);
        assertThat(settings.topology().uris()).containsExactly("redis://a:26379", "redis://b:26379");
        assertThat(settings.topology().database()).isEqualTo(2);
        assertThat(settings.topology().sentinelMasterName()).isEqualTo("main");
        assertThat(settings.responseTimeout()).isEqualTo(Duration.ofMillis(700));
        assertThat(settings.maximumPoolSize()).isEqualTo(8);
        assertThat(settings.credentials().password()).contains("12345");
    }

    @Test
    void oneLineIsEnough() {
        assertThat(settings("{clusterServersConfig: {nodeAddresses: ['rediss://a:1', 'rediss://b:2']}}", Map.of()).topology()
                .location()).isEqualTo("cluster rediss://a:1,rediss://b:2");
        assertThat(settings("singleServerConfig: {address: 'redis://a:1', database: 3}", Map.of()).location())
                .isEqualTo("redis://a:1/3 iam");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "codec: x                                                    | must not have the key 'codec'",
            "{singleServerConfig: {address: 'redis://a'}, codec: !<org.redisson.codec.Kryo5Codec> {}} | without class tags",
            "{singleServerConfig: !!java.net.URL ['http://a']}           | without class tags",
            "{singleServerConfig: {address: 'redis://a', nameMapper: x}} | must not have the key 'nameMapper'",
            "{singleServerConfig: {address: ['redis://a']}}              | a single value for address",
            "{clusterServersConfig: {nodeAddresses: 'redis://a'}}        | a list for nodeAddresses",
            "{clusterServersConfig: {}, singleServerConfig: {}}          | must have one of",
            "{username: iam}                                             | must have one of",
            "[]                                                          | keys and values",
            "{a: 1, a: 2}                                                | twice"})
    void whatIsNotPlainDataOfThisPartIsRefused(String yaml, String why) {
        assertThatExceptionOfType(InvalidSettingException.class).isThrownBy(() -> settings(yaml, Map.of()))
                .withMessageContaining(why).satisfies(e -> assertThat(e.key()).isEqualTo("yamlConfig"));
    }

    @Test
    void aPlainSettingThatClashesIsRefusedAndADefaultIsNot() {
        String yaml = "singleServerConfig: {address: 'redis://a:1', timeout: 500}";
        for (Map.Entry<String, Object> clash : Map.<String, Object>of("redisUri", "redis://b:2", "mode", "cluster",
                "responseTimeoutInMs", 700, "nodeAddresses", new String[] {"redis://b"}).entrySet()) {
            assertThatExceptionOfType(InvalidSettingException.class)
                    .isThrownBy(() -> settings(yaml, Map.of(clash.getKey(), clash.getValue())))
                    .withMessageContaining("together with yamlConfig").satisfies(e -> assertThat(e.key()).isEqualTo(clash.getKey()));
        }
        assertThat(settings(yaml, Map.of("responseTimeoutInMs", 1000, "mode", "single")).responseTimeout())
                .isEqualTo(Duration.ofMillis(500));
    }

    @ParameterizedTest
    @ValueSource(strings = {"it's: {a} [b] # c, \"d\"", "12345", "!!java.net.URL [x]", "*alias", "$[secret:other]"})
    void aSecretChangesNothingButItsOwnValue(String password, @TempDir Path secrets) throws IOException {
        Files.writeString(secrets.resolve("pw"), password + "\n");
        Placeholders placeholders = new Placeholders(new SecretFolder(Optional.of(secrets)), Map.of("DB", "3")::get, key -> null);
        for (String shape : List.of("$[secret:pw]", "'$[secret:pw]'", "\"$[secret:pw]\"")) {
            String yaml = "{singleServerConfig: {address: 'redis://a:1', database: $[env:DB], password: " + shape + "}}";
            RedisSettings settings = RedisSettings.of(new Settings(Fixture.properties("", Map.of("yamlConfig", yaml)), placeholders));

            assertThat(settings.credentials().password()).contains(password);
            assertThat(settings.location()).isEqualTo("redis://a:1/3 iam");
        }
    }

    @Test
    void theWholeMayBeASecret(@TempDir Path secrets) throws IOException {
        Files.writeString(secrets.resolve("redisson.yaml"), "singleServerConfig:\n  address: redis://a:1\n  password: p$[env:X]\n");
        Placeholders placeholders = new Placeholders(new SecretFolder(Optional.of(secrets)), name -> null, key -> null);
        RedisSettings settings = RedisSettings.of(new Settings(
                Fixture.properties("", Map.of("yamlConfig", "$[secret:redisson.yaml]")), placeholders));

        assertThat(settings.credentials().password()).contains("p$[env:X]");
    }
}
