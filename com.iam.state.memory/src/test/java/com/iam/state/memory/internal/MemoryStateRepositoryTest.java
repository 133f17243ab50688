package com.iam.state.memory.internal;

import java.time.InstantSource;

import com.iam.state.api.provider.StateRepository;
import com.iam.state.testkit.StateRepositoryContract;

class MemoryStateRepositoryTest extends StateRepositoryContract {

    private final StateRepository repository =
            new MemoryStateRepository("test", "memory of a test", 10_000, InstantSource.system());

    @Override
    protected StateRepository repository() {
        return repository;
    }
}
