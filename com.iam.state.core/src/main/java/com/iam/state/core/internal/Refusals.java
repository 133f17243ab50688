package com.iam.state.core.internal;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import com.iam.state.api.Unreadable;

/** Tells the operators of states that could not be opened: each in the audit log, and each kind once in the log. */
final class Refusals {

    private static final Logger LOG = LoggerFactory.getLogger(Refusals.class);
    private static final Logger AUDIT = LoggerFactory.getLogger("com.iam.audit");

    private final Map<Unreadable, Boolean> told = new ConcurrentHashMap<>();
    private final String module;

    Refusals(String module) {
        this.module = module;
    }

    void report(Unreadable why) {
        AUDIT.warn("state-refused module={} reason={}", module, why);
        if (told.putIfAbsent(why, true) == null) {
            LOG.error("Module {}: a stored session could not be opened: {}; further ones stand in the audit log only",
                    module, why);
        }
    }
}
