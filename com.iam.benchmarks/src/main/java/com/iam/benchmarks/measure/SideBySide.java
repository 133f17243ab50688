package com.iam.benchmarks.measure;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import com.iam.benchmarks.Plan;
import com.iam.benchmarks.contender.Entrant;
import com.iam.state.testkit.RedisEndpoint;

/**
 * All contenders on one Redis, each in a process of its own. In each round each of them takes its turn with each load, in
 * an order that moves on, so that the ones to be compared run within seconds of each other.
 */
public final class SideBySide {

    /** How many times longer the first round is, which does not count: everything has to be compiled first. */
    private static final int WARM_UP = 6;

    /** Trips are counted several times, so that what others do in the background now and then does not count. */
    private static final int COUNTS = 5;

    /** Requests choose their sessions at random: after so many for each session, one in 400 has not been used. */
    private static final int USES = 6;

    private final Plan plan;
    private final List<Entrant> entrants;
    private final Progress progress;

    public SideBySide(Plan plan, List<Entrant> entrants, Progress progress) {
        this.plan = plan;
        this.entrants = entrants;
        this.progress = progress;
    }

    /** @param trips round trips of a request at one thread, by workload */
    public record Result(Map<Cell, Rounds<Entrant, Measured>> loads, Rounds<Entrant, LifeCycle> lifeCycles,
            Map<Entrant, Map<Workload, Double>> trips) {
    }

    public static Duration planned(Plan plan, int entrants) {
        Duration loads = plan.load().total().multipliedBy((long) Workload.values().length * plan.threads().size());
        return loads.multipliedBy(plan.rounds() + WARM_UP).plus(lifeCycle(plan).multipliedBy(plan.rounds() + 1L))
                .plus(counting(plan)).multipliedBy(entrants);
    }

    public Result run(RedisEndpoint redis) {
        Map<Entrant, Contestant> contenders = new EnumMap<>(Entrant.class);
        try {
            entrants.forEach(each -> contenders.put(each, new Contestant(each, redis, plan.sessions())));
            contenders.values().forEach(Contestant::awaitReady);
            Result result = new Result(cells(), new Rounds<>(), new EnumMap<>(Entrant.class));
            for (int round = 0; round <= plan.rounds(); round++) {
                round(round, contenders, result);
            }
            for (Entrant each : entrants) {
                progress.step(counting(plan), "round trips of " + each.title());
                result.trips().put(each, trips(contenders.get(each)));
            }
            return result;
        } finally {
            contenders.values().forEach(Contestant::close);
        }
    }

    private void round(int round, Map<Entrant, Contestant> contenders, Result result) {
        List<Entrant> order = new ArrayList<>(entrants);
        Collections.rotate(order, round);
        String name = round == 0 ? "warm-up" : "round " + round + " of " + plan.rounds();
        for (Map.Entry<Cell, Rounds<Entrant, Measured>> cell : result.loads().entrySet()) {
            Load.Time time = round == 0 ? plan.load().times(WARM_UP) : plan.load();
            progress.step(time.total().multipliedBy(order.size()), name + ": " + cell.getKey() + " of all");
            for (Entrant each : order) {
                Measured measured = contenders.get(each).load(cell.getKey(), time);
                if (round > 0) {
                    cell.getValue().add(each, measured);
                }
            }
        }
        for (Entrant each : order) {
            progress.step(lifeCycle(plan), name + ": create, list and delete of " + each.title());
            LifeCycle lifeCycle = contenders.get(each).lifeCycle(plan.lifeCycles());
            if (round > 0) {
                result.lifeCycles().add(each, lifeCycle);
            }
        }
    }

    private Map<Workload, Double> trips(Contestant contender) {
        Map<Workload, Double> trips = new EnumMap<>(Workload.class);
        int requests = plan.tripRequests() / COUNTS;
        // Others have been at work since its last turn: what it keeps of each session for a while only has to be there again.
        contender.trips(Workload.W, USES * plan.sessions());
        for (Workload workload : Workload.values()) {
            trips.put(workload, Rounds.median(IntStream.range(0, COUNTS).mapToDouble(i -> contender.trips(workload, requests))
                    .toArray()));
        }
        return trips;
    }

    private Map<Cell, Rounds<Entrant, Measured>> cells() {
        Map<Cell, Rounds<Entrant, Measured>> cells = new LinkedHashMap<>();
        for (Workload workload : Workload.values()) {
            plan.threads().forEach(threads -> cells.put(new Cell(workload, threads), new Rounds<>()));
        }
        return cells;
    }

    private static Duration lifeCycle(Plan plan) {
        return Duration.ofMillis(plan.lifeCycles() * 2L);
    }

    private static Duration counting(Plan plan) {
        return Duration.ofMillis(plan.tripRequests() + (long) USES * plan.sessions());
    }
}
