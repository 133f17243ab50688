package com.iam.state.core.internal;

import java.util.concurrent.atomic.AtomicBoolean;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import com.iam.state.api.provider.WriteOutcome;

/**
 * Tells the operators of writes that too few replicas have acknowledged: each in the audit log; in the log when that begins
 * and when it is over.
 */
final class Confirmations {

    private static final Logger LOG = LoggerFactory.getLogger(Confirmations.class);
    private static final Logger AUDIT = LoggerFactory.getLogger("com.iam.audit");

    private final AtomicBoolean missing = new AtomicBoolean();
    private final String module;

    Confirmations(String module) {
        this.module = module;
    }

    /** @param outcome of a write that should be replicated */
    void note(WriteOutcome outcome) {
        if (outcome instanceof WriteOutcome.Unconfirmed unconfirmed) {
            AUDIT.warn("write-unconfirmed module={} acknowledged={} asked={}", module, unconfirmed.acknowledged(),
                    unconfirmed.asked());
            if (missing.compareAndSet(false, true)) {
                LOG.warn("Module {}: {} of {} replicas have acknowledged a log-out or a new secret in time; it is done, but a "
                        + "fail-over now may undo it. Further ones stand in the audit log only", module,
                        unconfirmed.acknowledged(), unconfirmed.asked());
            }
        } else if (outcome instanceof WriteOutcome.Applied && missing.compareAndSet(true, false)) {
            LOG.info("Module {}: replicas acknowledge in time again", module);
        }
    }
}
