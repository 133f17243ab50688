package com.iam.e2e;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

import com.iam.state.testkit.Await;

/** Sends each request to any instance, whoever asks: there is nothing sticky about it. */
final class Balancer {

    private final List<Instance> members = new CopyOnWriteArrayList<>();
    private final ConcurrentMap<Instance, AtomicInteger> inFlight = new ConcurrentHashMap<>();

    void add(Instance instance) {
        inFlight.put(instance, new AtomicInteger());
        members.add(instance);
    }

    /** When it returns, no request is on its way to that instance. */
    void remove(Instance instance) {
        members.remove(instance);
        Await.until("no request is in flight", Duration.ofSeconds(30), () -> inFlight.get(instance).get() == 0);
    }

    <R> R send(Function<Instance, R> request) {
        while (true) {
            Instance instance = members.get(ThreadLocalRandom.current().nextInt(members.size()));
            AtomicInteger requests = inFlight.get(instance);
            requests.incrementAndGet();
            try {
                // It may have been removed before it was counted.
                if (members.contains(instance)) {
                    return request.apply(instance);
                }
            } finally {
                requests.decrementAndGet();
            }
        }
    }
}
