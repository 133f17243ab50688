package com.iam.benchmarks;

import java.time.Duration;
import java.util.List;

import com.iam.benchmarks.measure.Load;

/**
 * How much is measured.
 *
 * @param rounds that count; one more comes first, to warm up
 * @param sessions that requests work on
 * @param stored sessions by which memory is measured
 * @param lifeCycles sessions that are created, listed and deleted in a round
 * @param tripRequests requests by which round trips are counted, a multiple of 50
 * @param http time of the load over HTTP in a round; nothing is measured over HTTP if it is zero
 * @param starts of an instance that are timed
 * @param soak how long the steady load lasts; there is none if it is zero
 */
public record Plan(int rounds, List<Integer> threads, Load.Time load, int sessions, int stored, int lifeCycles,
        int tripRequests, Load.Time http, int starts, Duration soak) {

    public static Plan full() {
        return new Plan(7, List.of(1, 16, 64), seconds(0.3, 1), 2000, 5000, 300, 3000, seconds(1, 4), 3,
                Duration.ofMinutes(2));
    }

    public static Plan quick() {
        return new Plan(3, List.of(1, 16, 64), seconds(0.1, 0.3), 2000, 1000, 100, 1000, seconds(0.5, 1), 1,
                Duration.ofSeconds(10));
    }

    public boolean overHttp() {
        return !http.measured().isZero();
    }

    public boolean soaks() {
        return !soak.isZero();
    }

    private static Load.Time seconds(double warmUp, double measured) {
        return new Load.Time(Duration.ofMillis(Math.round(warmUp * 1000)), Duration.ofMillis(Math.round(measured * 1000)));
    }
}
