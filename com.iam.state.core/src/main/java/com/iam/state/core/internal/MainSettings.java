package com.iam.state.core.internal;

import java.util.Map;
import java.util.Optional;

import org.osgi.framework.BundleContext;
import org.osgi.framework.Filter;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

import com.iam.support.config.InvalidSettingException;
import com.iam.support.config.ProblemReporter;
import com.iam.support.config.Settings;
import com.iam.support.config.UnknownKeys;

/**
 * MAIN SETTINGS: what holds for all modules that do not say otherwise. A service of its own, not a second PID of the
 * managers: Declarative Services would dispose of every manager when the file disappears, if only for the moment that
 * an editor needs to replace it.
 */
@Component(configurationPid = MainSettings.PID, service = MainSettings.class)
@Designate(ocd = MainSettings.Config.class)
public final class MainSettings {

    static final String PID = "com.iam.main";

    @ObjectClassDefinition(name = "IAM MAIN SETTINGS", description = "What holds for all modules, unless their own state manager says otherwise")
    @interface Config {

        @AttributeDefinition(name = "State Repository", description = "Filter that chooses where sessions are kept, as in (state.repository=redis)")
        String stateRepository_target() default "(state.repository=memory)";

        @AttributeDefinition(name = "Leave a shared repository", description = "Confirms that there is no other instance, so that modules may move from Redis to memory")
        boolean leaveSharedRepository() default false;
    }

    private final ProblemReporter problems;
    private volatile Settings source;
    private volatile Optional<Choice> choice = Optional.empty();

    /** @param leaveShared whether modules may go from a shared repository to one of this instance alone */
    record Choice(Filter repository, boolean leaveShared) {
    }

    @Activate
    public MainSettings(BundleContext context, Config defaults, Map<String, Object> properties) {
        problems = new ProblemReporter(context);
        modified(properties);
    }

    @Modified
    void modified(Map<String, Object> properties) {
        // Without a file, too: messages shall name what an operator can make.
        Settings next = properties.containsKey("service.pid") ? new Settings(properties)
                : new Settings(properties).with(Map.of("service.pid", PID));
        UnknownKeys.tell(next, Config.class);
        try {
            Choice valid = new Choice(next.filter(ManagerSettings.TARGET), next.flag(ManagerSettings.LEAVE_SHARED));
            problems.clear();
            source = next;
            choice = Optional.of(valid);
        } catch (InvalidSettingException e) {
            problems.report(next, e, choice.isPresent()
                    ? "the last good configuration stays in force"
                    : "modules without a state repository of their own have to wait until this is mended");
        }
    }

    @Deactivate
    void deactivate() {
        problems.clear();
    }

    /** Empty until there was a valid one. */
    Optional<Choice> choice() {
        return choice;
    }

    /** Where {@link #choice} comes from. */
    Settings source() {
        return source;
    }
}
