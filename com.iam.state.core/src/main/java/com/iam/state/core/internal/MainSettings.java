package com.iam.state.core.internal;

import org.osgi.service.component.annotations.Component;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** MAIN SETTINGS: the defaults for all modules. Nothing but a description: the managers read them. */
@Component(enabled = false, service = {}, configurationPid = MainSettings.PID)
@Designate(ocd = MainSettings.Config.class)
public final class MainSettings {

    static final String PID = "com.iam.main";

    @ObjectClassDefinition(name = "IAM MAIN SETTINGS", description = "What holds for all modules, unless their own state manager says otherwise")
    @interface Config {

        @AttributeDefinition(name = "State Repository", description = "Filter that chooses where sessions are kept, as in (state.repository=redis)")
        String stateRepository_target() default "(state.repository=memory)";
    }
}
