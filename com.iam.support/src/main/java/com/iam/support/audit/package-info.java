/**
 * Lines of the audit log that cannot be forged or flooded: {@link com.iam.support.audit.AuditText} escapes what
 * strangers sent, {@link com.iam.support.audit.LineBudget} bounds how many lines of one kind are written.
 */
package com.iam.support.audit;
