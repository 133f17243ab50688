package com.iam.web.internal;

import org.apache.felix.hc.api.HealthCheck;
import org.apache.felix.hc.api.Result;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

import com.iam.users.api.UserDirectory;
import com.iam.web.ServiceSlot;

/** Ready once there is a directory to check passwords with. */
@Component(property = {HealthCheck.NAME + "=User directory", HealthCheck.TAGS + "=ready"})
public final class UserDirectoryHealthCheck implements HealthCheck {

    private final ServiceSlot<UserDirectory> directory = new ServiceSlot<>(IllegalStateException::new);

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindUserDirectory(UserDirectory service) {
        directory.bind(service);
    }

    void unbindUserDirectory(UserDirectory service) {
        directory.unbind(service);
    }

    @Override
    public Result execute() {
        return directory.isBound()
                ? new Result(Result.Status.OK, "there is a user directory")
                : new Result(Result.Status.TEMPORARILY_UNAVAILABLE, "there is no user directory");
    }
}
