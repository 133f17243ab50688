package com.iam.benchmarks.report;

import java.util.List;

import com.iam.benchmarks.contender.Entrant;
import com.iam.benchmarks.http.OverHttp.Place;
import com.iam.benchmarks.measure.Cell;
import com.iam.benchmarks.measure.Measured;
import com.iam.benchmarks.measure.Rounds;
import com.iam.benchmarks.measure.Workload;

/** What the product has to reach. */
final class Bars {

    private static final Cell W1 = new Cell(Workload.W, 1);
    private static final Cell W16 = new Cell(Workload.W, 16);
    private static final Cell R16 = new Cell(Workload.R, 16);

    private final Results results;

    Bars(Results results) {
        this.results = results;
    }

    List<Bar> all() {
        return List.of(
                Bar.atMost("round trips of W", 2.05, 2.00, trips(Entrant.PRODUCT, Workload.W)),
                Bar.atMost("round trips of R", 1.15, 1.10, trips(Entrant.PRODUCT, Workload.R)),
                Bar.atMost("round trips of W, near cache", 1.05, 1.00, trips(Entrant.NEAR_CACHE, Workload.W)),
                Bar.atMost("round trips of R, near cache", 0.15, 0.10, trips(Entrant.NEAR_CACHE, Workload.R)),
                Bar.atLeast("W16 requests/s against the floor", 0.65, 0.9, speed(W16, Entrant.PRODUCT, Entrant.FLOOR)),
                Bar.atLeast("W16 requests/s against the floor, near cache", 0.9, 1.2,
                        speed(W16, Entrant.NEAR_CACHE, Entrant.FLOOR)),
                Bar.atLeast("R16 requests/s against the floor, near cache", 4, 5,
                        speed(R16, Entrant.NEAR_CACHE, Entrant.FLOOR)),
                Bar.atLeast("W16 requests/s against Spring Session, hash", 2.4, 3.3,
                        speed(W16, Entrant.PRODUCT, Entrant.SPRING_HASH)),
                Bar.atLeast("W16 requests/s against Spring Session, hash; near cache", 3.3, 4.5,
                        speed(W16, Entrant.NEAR_CACHE, Entrant.SPRING_HASH)),
                Bar.atMost("p50 of W1 against the floor", 1.4, 1.2, p50(Entrant.PRODUCT)),
                Bar.atMost("p50 of W1 against the floor, near cache", 1.0, 0.7, p50(Entrant.NEAR_CACHE)),
                Bar.atMost("bytes a session in Redis against Spring Session, hash", 0.55, 0.5, bytes()),
                Bar.atLeast("Loginapp over HTTP, 16 clients, Redis against memory", 0.8, 0.9, http(Place.REDIS)),
                Bar.atLeast("Loginapp over HTTP, 16 clients, Redis with near cache against memory", 0.8, 0.9,
                        http(Place.REDIS_NEAR_CACHE)));
    }

    private double trips(Entrant entrant, Workload workload) {
        return results.sideBySide().trips().containsKey(entrant)
                ? results.sideBySide().trips().get(entrant).get(workload) : Double.NaN;
    }

    private double speed(Cell cell, Entrant entrant, Entrant other) {
        Rounds<Entrant, Measured> rounds = results.sideBySide().loads().get(cell);
        return rounds != null && rounds.has(entrant) ? rounds.ratio(entrant, other, Measured::perSecond) : Double.NaN;
    }

    private double p50(Entrant entrant) {
        Rounds<Entrant, Measured> rounds = results.sideBySide().loads().get(W1);
        return rounds.has(entrant) ? rounds.ratio(entrant, Entrant.FLOOR, Measured::p50) : Double.NaN;
    }

    private double bytes() {
        return results.bytesInRedis().get(Entrant.PRODUCT) / results.bytesInRedis().get(Entrant.SPRING_HASH);
    }

    private double http(Place place) {
        return results.http().filter(http -> http.loads().has(place))
                .map(http -> http.loads().ratio(place, Place.MEMORY, Measured::perSecond)).orElse(Double.NaN);
    }
}
