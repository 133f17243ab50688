package com.iam.transactionapproval.internal;

import java.time.Duration;

import com.iam.support.config.InvalidSettingException;
import com.iam.support.config.Settings;

/**
 * @param lifetime from the request until it is too late to approve
 * @param attemptsAllowed codes that may be tried for one approval
 */
record ApprovalSettings(Duration lifetime, int attemptsAllowed) {

    /** @throws InvalidSettingException if one of them cannot be accepted */
    static ApprovalSettings from(Settings settings) {
        return new ApprovalSettings(settings.seconds("approvalLifetime", 30, 900),
                settings.integer("attemptsAllowed", 1, 10));
    }
}
