package com.iam.state.api.provider;

import java.time.Duration;

/**
 * A state on its way from one repository to another.
 *
 * @param remaining until it ends, if it is not used: a duration, since the two may not share a clock
 */
public record CarriedState(StoredState stored, Duration remaining) {
}
