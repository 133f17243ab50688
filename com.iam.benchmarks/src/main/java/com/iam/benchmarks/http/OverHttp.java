package com.iam.benchmarks.http;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import com.iam.benchmarks.Plan;
import com.iam.benchmarks.measure.Load;
import com.iam.benchmarks.measure.Measured;
import com.iam.benchmarks.measure.Progress;
import com.iam.benchmarks.measure.Rounds;
import com.iam.state.testkit.RedisEndpoint;

/** The whole Loginapp, asked for sessions by clients that are logged in; the same with its sessions in different places. */
public final class OverHttp {

    /** How many rounds come first and do not count: a JVM just started takes half a minute to compile what it needs. */
    private static final int WARM_UP = 8;

    public static final int CLIENTS = 16;

    /** Where the sessions are. */
    public enum Place {
        MEMORY("memory"),
        REDIS("Redis"),
        REDIS_NEAR_CACHE("Redis, near cache");

        private final String title;

        Place(String title) {
            this.title = title;
        }

        public String title() {
            return title;
        }

        Instance start(RedisEndpoint redis) {
            Instance instance = Instance.startWithUsers();
            switch (this) {
                case MEMORY -> { }
                case REDIS -> instance.moveTo(redis, "namespace=\"plain\"");
                case REDIS_NEAR_CACHE -> instance.moveTo(redis, "namespace=\"near\"", "nearCache=\"true\"");
            }
            return instance;
        }
    }

    /** @param seconds from the start of the process to the first answer of being ready, for each start */
    public record Result(Rounds<Place, Measured> loads, List<Double> seconds) {
    }

    private final Plan plan;
    private final Progress progress;
    private final List<Place> places = List.of(Place.values());

    public OverHttp(Plan plan, Progress progress) {
        this.plan = plan;
        this.progress = progress;
    }

    public static Duration planned(Plan plan) {
        return start().multipliedBy(plan.starts() + Place.values().length)
                .plus(plan.http().total().multipliedBy((long) (plan.rounds() + WARM_UP) * Place.values().length));
    }

    public Result run(RedisEndpoint redis) throws IOException {
        List<Double> seconds = new ArrayList<>();
        for (int i = 0; i < plan.starts(); i++) {
            progress.step(start(), "start " + (i + 1) + " of " + plan.starts() + " of an instance");
            long before = System.nanoTime();
            Instance instance = Instance.start();
            seconds.add((System.nanoTime() - before) / 1e9);
            instance.close();
        }
        List<Site> sites = new ArrayList<>();
        try (Load load = new Load()) {
            for (Place place : places) {
                progress.step(start(), "an instance with its sessions in " + place.title());
                sites.add(new Site(place, place.start(redis)));
            }
            return new Result(loads(sites, load), seconds);
        } finally {
            for (Site site : sites) {
                site.close();
            }
        }
    }

    private Rounds<Place, Measured> loads(List<Site> sites, Load load) {
        Rounds<Place, Measured> rounds = new Rounds<>();
        for (int round = 1 - WARM_UP; round <= plan.rounds(); round++) {
            List<Site> order = new ArrayList<>(sites);
            Collections.rotate(order, round + WARM_UP);
            for (Site site : order) {
                progress.step(plan.http().total(), (round <= 0 ? "warm-up" : "round " + round + " of " + plan.rounds())
                        + ": HTTP, sessions in " + site.place.title());
                Measured measured = load.run(CLIENTS, plan.http(), (thread, number) -> site.clients.get(thread).session());
                if (round > 0) {
                    rounds.add(site.place, measured);
                }
            }
        }
        return rounds;
    }

    private static Duration start() {
        return Duration.ofSeconds(4);
    }

    private static final class Site implements AutoCloseable {

        private final Place place;
        private final Instance instance;
        private final List<Client> clients = new ArrayList<>();

        Site(Place place, Instance instance) {
            this.place = place;
            this.instance = instance;
            for (int i = 0; i < CLIENTS; i++) {
                clients.add(Client.logIn(instance));
            }
        }

        @Override
        public void close() throws IOException {
            for (Client client : clients) {
                client.close();
            }
            instance.close();
        }
    }
}
