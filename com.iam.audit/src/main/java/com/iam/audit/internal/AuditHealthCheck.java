package com.iam.audit.internal;

import org.apache.felix.hc.api.FormattingResultLog;
import org.apache.felix.hc.api.HealthCheck;
import org.apache.felix.hc.api.Result;
import org.osgi.service.component.annotations.Component;

import com.iam.logback.AuditLosses;

/** Warns while the audit log cannot be written. No more: users are served, as they are when the other log cannot. */
@Component(property = {HealthCheck.NAME + "=Audit log", HealthCheck.TAGS + "=ready"})
public final class AuditHealthCheck implements HealthCheck {

    @Override
    public Result execute() {
        FormattingResultLog log = new FormattingResultLog();
        if (AuditLosses.isLosing()) {
            log.warn("lines of the audit log are being lost: {} since the start", AuditLosses.total());
        } else {
            log.info("the audit log takes its lines");
        }
        return new Result(log);
    }
}
