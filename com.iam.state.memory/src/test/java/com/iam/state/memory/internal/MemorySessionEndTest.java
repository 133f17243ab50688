package com.iam.state.memory.internal;

import java.time.Duration;
import java.time.InstantSource;

import com.iam.state.api.provider.StateRepository;
import com.iam.state.testkit.SessionEndContract;

class MemorySessionEndTest extends SessionEndContract {

    private final MemoryStateRepository repository =
            new MemoryStateRepository("test", "memory of a test", 10_000, InstantSource.system());

    @Override
    protected StateRepository repository() {
        return repository;
    }

    @Override
    protected void sweep() {
        repository.sweep(Duration.ofMinutes(5));
    }
}
