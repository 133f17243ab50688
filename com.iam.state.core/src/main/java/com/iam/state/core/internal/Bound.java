package com.iam.state.core.internal;

import com.iam.state.api.provider.StateRepository;

/** What stands behind a manager's gate. @param arrival what is still on its way from earlier repositories */
record Bound(StateRepository repository, Arrival arrival) {
}
