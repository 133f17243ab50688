package com.iam.benchmarks.measure;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * What several contenders gave in several rounds of the same load. Whatever disturbs the machine in a round disturbs all
 * of them, so ratios are taken within a round.
 */
public final class Rounds<C, M> {

    private final Map<C, List<M>> measured = new HashMap<>();

    public void add(C contender, M round) {
        measured.computeIfAbsent(contender, key -> new ArrayList<>()).add(round);
    }

    public boolean has(C contender) {
        return measured.containsKey(contender);
    }

    public List<M> of(C contender) {
        return List.copyOf(measured.get(contender));
    }

    public double median(C contender, ToDoubleFunction<M> figure) {
        return median(measured.get(contender).stream().mapToDouble(figure).toArray());
    }

    /** The median of the ratios of all rounds. */
    public double ratio(C contender, C other, ToDoubleFunction<M> figure) {
        double[] ratios = new double[measured.get(contender).size()];
        for (int i = 0; i < ratios.length; i++) {
            ratios[i] = figure.applyAsDouble(measured.get(contender).get(i))
                    / figure.applyAsDouble(measured.get(other).get(i));
        }
        return median(ratios);
    }

    public static double median(double... values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
