package com.iam.loginapp.internal;

import org.osgi.service.component.annotations.Component;

import com.iam.support.config.UniqueNames;

/** Which settings are those of an issuer: with two of them, a ticket that the one refuses could be accepted by the other. */
@Component(service = IssuerNames.class)
public final class IssuerNames extends UniqueNames {
}
