package com.iam.state.redis.internal;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;

/** The same server and connection for all tests of a class, empty for each of them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
interface RedisTest {

    SharedRedis shared();

    @BeforeAll
    default void start() {
        shared().start();
    }

    @BeforeEach
    default void empty() {
        shared().server().send(Fixture.flush());
        shared().fixture().repository.thaw("login");
        shared().fixture().repository.thaw("admin");
    }

    @AfterAll
    default void stop() {
        shared().close();
    }
}
