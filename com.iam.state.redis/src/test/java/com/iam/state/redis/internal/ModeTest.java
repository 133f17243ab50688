package com.iam.state.redis.internal;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;

/** The same servers and connection for all tests of a class, empty for each of them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
interface ModeTest {

    SharedSetUp shared();

    @BeforeAll
    default void start() {
        shared().start();
    }

    @BeforeEach
    default void empty() {
        shared().empty();
    }

    @AfterAll
    default void stop() throws Exception {
        shared().stop();
    }
}
