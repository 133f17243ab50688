package com.iam.state.redis.internal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;

import com.iam.state.api.provider.StateRepository;
import com.iam.state.testkit.CarryOverContract;
import com.iam.state.testkit.RedisServer;

/** The carry-over with no more permissions than {@code ./iam acl} prints. */
class LeastPrivilegeCarryOverTest extends CarryOverContract implements RedisTest {

    private final SharedRedis shared = new SharedRedis(new TestEncryption("first"), LeastPrivilege::start, LeastPrivilege.SETTINGS);

    @Override
    public SharedRedis shared() {
        return shared;
    }

    @Override
    protected StateRepository repository() {
        return shared.repository();
    }

    @AfterEach
    void redisRefusedNothing() {
        RedisServer server = shared.server();
        assertThat(LeastPrivilege.refused(server)).isEmpty();
    }
}
