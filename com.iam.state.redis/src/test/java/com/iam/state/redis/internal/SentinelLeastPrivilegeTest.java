package com.iam.state.redis.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AfterEach;

import com.iam.state.api.provider.StateRepository;
import com.iam.state.redis.internal.acl.AclRule;
import com.iam.state.testkit.RedisSentinels;
import com.iam.state.testkit.RedisServer;
import com.iam.state.testkit.SessionListContract;

/** What is peculiar to Sentinel needs no more permissions than {@code ./iam acl} prints. */
class SentinelLeastPrivilegeTest extends SessionListContract implements ModeTest {

    private final List<RedisServer> servers = new ArrayList<>();
    private final SharedSetUp shared = SharedSetUp.sentinel(this::admit, Map.of("username", LeastPrivilege.USER,
            ".password", LeastPrivilege.PASSWORD, "sentinelUsername", LeastPrivilege.USER,
            ".sentinelPassword", LeastPrivilege.PASSWORD));

    private void admit(RedisSentinels all) {
        servers.addAll(all.redis().servers());
        servers.forEach(server -> LeastPrivilege.admit(server, AclRule.forRedis(LeastPrivilege.USER,
                LeastPrivilege.PASSWORD, "iam")));
        all.sentinels().forEach(sentinel -> LeastPrivilege.admit(sentinel,
                AclRule.forSentinel(LeastPrivilege.USER, LeastPrivilege.PASSWORD)));
        servers.addAll(all.sentinels());
    }

    @Override
    public SharedSetUp shared() {
        return shared;
    }

    @Override
    protected StateRepository repository() {
        return shared.repository();
    }

    @AfterEach
    void noServerRefusedAnything() {
        assertThat(servers).hasSizeGreaterThan(2)
                .allSatisfy(server -> assertThat(LeastPrivilege.refused(server)).isEmpty());
    }
}
