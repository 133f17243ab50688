package com.iam.state.core.internal;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

import com.iam.state.api.SessionEnd;
import com.iam.state.api.provider.HandOver;
import com.iam.state.api.provider.StateRepository;

/** Says what a manager has to carry over when it moves. */
final class CarryOvers {

    private final Supplier<ManagerSettings> settings;
    private final Supplier<List<StateRepository>> present;
    private final InstantSource clock;

    /** @param present all repositories that there are */
    CarryOvers(Supplier<ManagerSettings> settings, Supplier<List<StateRepository>> present, InstantSource clock) {
        this.settings = settings;
        this.present = present;
        this.clock = clock;
    }

    /** @param handOver what the repository said when it was frozen */
    CarryOver from(StateRepository old, HandOver handOver) {
        ManagerSettings current = settings.get();
        return new CarryOver(new LeftBehind(old, handOver, present, current.module(), current.timeouts(), clock),
                current.module());
    }

    /**
     * What is still to be carried if the manager moves to {@code next}. What comes from there has never left; only that some of
     * it has ended since must be known there.
     */
    List<CarryOver> goingTo(StateRepository next, List<CarryOver> all) {
        List<CarryOver> going = new ArrayList<>(all.stream().filter(each -> !each.isFrom(next)).toList());
        Map<String, SessionEnd.Cause> ended = new HashMap<>();
        all.stream().filter(each -> each.isFrom(next)).forEach(each -> {
            each.abandon();
            ended.putAll(each.ended());
        });
        if (!ended.isEmpty()) {
            going.add(new CarryOver(new EndedMeanwhile(ended), settings.get().module()));
        }
        return going;
    }
}
