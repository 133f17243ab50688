package com.iam.state.redis.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import com.iam.support.config.InvalidSettingException;

class RedisAddressTest {

    @ParameterizedTest
    @CsvSource({
            "redis://redis.example.org,        redis://redis.example.org:6379,  0",
            "redis://redis.example.org:7000/,  redis://redis.example.org:7000,  0",
            "rediss://redis.example.org:7000/3, rediss://redis.example.org:7000, 3",
            "redis://127.0.0.1:65535/15,       redis://127.0.0.1:65535,         15",
            "redis://[::1]:6379,               redis://[::1]:6379,              0"})
    void anAddressIsRead(String text, String uri, int database) {
        RedisAddress address = RedisAddress.parse("redisUri", text);

        assertThat(address.uri()).isEqualTo(uri);
        assertThat(address.database()).isEqualTo(database);
    }

    @ParameterizedTest
    @CsvSource({
            "http://redis.example.org,        must begin with redis://",
            "redis.example.org:6379,          must begin with redis://",
            "redis:///3,                      must name a host",
            "redis://host:0,                  must have a port",
            "redis://host:65536,              must have a port",
            "redis://host:6379/one,           must have a number",
            "redis://host:6379/1/2,           must have a number",
            "redis://host:6379/1?password=x,  must end after the database",
            "'redis://ho st',                 is not a URI"})
    void anythingElseIsRefusedWithAReason(String text, String reason) {
        assertThatExceptionOfType(InvalidSettingException.class)
                .isThrownBy(() -> RedisAddress.parse("redisUri", text))
                .withMessageContaining(reason)
                .satisfies(refused -> assertThat(refused.key()).isEqualTo("redisUri"));
    }

    @Test
    void credentialsAreRefusedAndNotRepeated() {
        assertThatExceptionOfType(InvalidSettingException.class)
                .isThrownBy(() -> RedisAddress.parse("redisUri", "redis://iam:open-sesame@host:6379"))
                .withMessageContaining("use username and .password")
                .withMessageNotContaining("sesame");
    }
}
