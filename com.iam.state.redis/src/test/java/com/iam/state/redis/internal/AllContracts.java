package com.iam.state.redis.internal;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

import com.iam.state.api.provider.StateRepository;
import com.iam.state.testkit.CarryOverContract;
import com.iam.state.testkit.SessionEndContract;
import com.iam.state.testkit.SessionListContract;
import com.iam.state.testkit.StateRacesContract;
import com.iam.state.testkit.StateRepositoryContract;
import com.iam.state.testkit.StateTimesContract;

/** All that a repository promises, with one way to set up Redis: the same servers for all tests, empty for each of them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class AllContracts {

    final SharedSetUp shared;

    AllContracts(SharedSetUp shared) {
        this.shared = shared;
    }

    @BeforeAll
    void start() {
        shared.start();
    }

    @BeforeEach
    void empty() {
        shared.empty();
    }

    @AfterAll
    void stop() throws Exception {
        shared.stop();
    }

    /** Or all of what follows would be tested by way of Redisson alone, which steps in. */
    @Test
    void requestsGoOverWires() {
        shared.awaitWires();
    }

    @Nested
    class State extends StateRepositoryContract {

        @Override
        protected StateRepository repository() {
            return shared.repository();
        }
    }

    @Nested
    class Races extends StateRacesContract {

        @Override
        protected StateRepository repository() {
            return shared.repository();
        }
    }

    @Nested
    class Times extends StateTimesContract {

        @Override
        protected StateRepository repository() {
            return shared.repository();
        }
    }

    @Nested
    class Lists extends SessionListContract {

        @Override
        protected StateRepository repository() {
            return shared.repository();
        }
    }

    @Nested
    class CarryOver extends CarryOverContract {

        @Override
        protected StateRepository repository() {
            return shared.repository();
        }
    }

    @Nested
    class Ends extends SessionEndContract {

        @Override
        protected StateRepository repository() {
            return shared.repository();
        }

        @Override
        protected void sweep() {
            shared.fixture().store.sweep(Fixture.soon());
        }
    }
}
