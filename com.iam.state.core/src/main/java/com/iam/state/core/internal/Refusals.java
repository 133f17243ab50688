package com.iam.state.core.internal;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import com.iam.state.api.Unreadable;
import com.iam.support.audit.LineBudget;

/**
 * Tells the operators of states that could not be opened: in the audit log, up to a number of lines a minute for each reason, and
 * each reason once in the log. A cookie is enough to ask for the same state again and again.
 */
final class Refusals {

    static final int LINES_IN_A_MINUTE = 60;

    private static final Logger LOG = LoggerFactory.getLogger(Refusals.class);
    private static final Logger AUDIT = LoggerFactory.getLogger("com.iam.audit");

    private final Map<Unreadable, Boolean> told = new ConcurrentHashMap<>();
    private final Map<Unreadable, LineBudget> budgets = new ConcurrentHashMap<>();
    private final String module;
    private final InstantSource clock;

    Refusals(String module, InstantSource clock) {
        this.module = module;
        this.clock = clock;
    }

    void report(Unreadable why) {
        budgets.computeIfAbsent(why, reason -> new LineBudget(LINES_IN_A_MINUTE, Duration.ofMinutes(1))).next(clock.instant())
                .ifPresent(omitted -> AUDIT.warn("state-refused module={} reason={}{}", module, why,
                        omitted > 0 ? " omitted=" + omitted : ""));
        if (told.putIfAbsent(why, true) == null) {
            LOG.error("Module {}: a stored session could not be opened: {}; further ones stand in the audit log only",
                    module, why);
        }
    }
}
