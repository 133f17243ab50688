package com.iam.web.internal;

import org.apache.felix.hc.api.HealthCheck;
import org.apache.felix.hc.api.Result;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import com.iam.users.api.UserDirectory;
import com.iam.users.api.UserDirectoryUnavailableException;
import com.iam.web.ServiceSlot;

/**
 * Ready while users can log in: while there is a directory, and it takes the write that each log-in needs. Live sessions need none of
 * it; docs/decisions/0020-readiness-and-log-ins.md says why an instance is not ready all the same.
 */
@Component(property = {HealthCheck.NAME + "=User directory", HealthCheck.TAGS + "=ready"})
public final class UserDirectoryHealthCheck implements HealthCheck {

    private static final Logger LOG = LoggerFactory.getLogger(UserDirectoryHealthCheck.class);

    private final ServiceSlot<UserDirectory> directory = new ServiceSlot<>(IllegalStateException::new);
    private final InTime inTime = new InTime();

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
        return inTime.of(this::look);
    }

    private Result look() {
        if (!directory.isBound()) {
            return new Result(Result.Status.TEMPORARILY_UNAVAILABLE, "there is no user directory");
        }
        try {
            directory.get().check();
            return new Result(Result.Status.OK, "users can log in");
        } catch (UserDirectoryUnavailableException e) {
            return new Result(Result.Status.TEMPORARILY_UNAVAILABLE, "no user can log in: " + e.getMessage());
        } catch (IllegalStateException e) {
            return new Result(Result.Status.TEMPORARILY_UNAVAILABLE, "the user directory has just gone");
        } catch (RuntimeException | LinkageError e) {
            // Anybody may read the answer, so it says no more.
            LOG.warn("The check of the user directory failed", e);
            return new Result(Result.Status.TEMPORARILY_UNAVAILABLE, "no user can log in: an unexpected fault; the log says which");
        }
    }
}
