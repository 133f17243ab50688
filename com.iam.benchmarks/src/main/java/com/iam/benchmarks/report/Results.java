package com.iam.benchmarks.report;

import java.util.Map;
import java.util.Optional;

import com.iam.benchmarks.Plan;
import com.iam.benchmarks.contender.Entrant;
import com.iam.benchmarks.http.OverHttp;
import com.iam.benchmarks.measure.SideBySide;
import com.iam.benchmarks.measure.Soak;

/**
 * What one run gave.
 *
 * @param bytesInRedis a session, by contender
 * @param bytesInMemory a session in the memory repository
 */
public record Results(Plan plan, Environment environment, SideBySide.Result sideBySide, Map<Entrant, Double> bytesInRedis,
        double bytesInMemory, Optional<OverHttp.Result> http, Optional<Soak.Result> soak) {
}
