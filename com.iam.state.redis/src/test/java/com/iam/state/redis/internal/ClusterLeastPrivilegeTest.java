package com.iam.state.redis.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.AfterEach;

import com.iam.state.api.provider.StateRepository;
import com.iam.state.redis.internal.acl.AclRule;
import com.iam.state.testkit.RedisCluster;
import com.iam.state.testkit.RedisServer;
import com.iam.state.testkit.SessionListContract;

/** What is peculiar to a Cluster needs no more permissions than {@code ./iam acl} prints. */
class ClusterLeastPrivilegeTest extends SessionListContract implements ModeTest {

    private final List<RedisServer> servers = new ArrayList<>();
    private final SharedSetUp shared = SharedSetUp.cluster(this::admit, LeastPrivilege.SETTINGS);

    private void admit(RedisCluster all) {
        servers.addAll(all.servers());
        servers.forEach(server -> LeastPrivilege.admit(server, AclRule.forRedis(LeastPrivilege.USER,
                LeastPrivilege.PASSWORD, "iam")));
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
