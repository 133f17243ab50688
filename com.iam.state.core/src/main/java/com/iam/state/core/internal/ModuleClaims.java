package com.iam.state.core.internal;

import org.osgi.service.component.annotations.Component;

import com.iam.support.config.UniqueNames;

/** Which settings make the state manager of a module. */
@Component(service = ModuleClaims.class)
public final class ModuleClaims extends UniqueNames {
}
