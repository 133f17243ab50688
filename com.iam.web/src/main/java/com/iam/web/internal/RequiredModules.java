package com.iam.web.internal;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

import org.osgi.framework.BundleContext;
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
 * Without which modules the instance is not ready. Names that no module can have are refused, and the last good ones stay: a slip in a
 * file that all instances share must not take all of them out of the balancer. May be asked by any thread.
 */
@Component(configurationPid = "com.iam.web.health", service = RequiredModules.class)
@Designate(ocd = RequiredModules.Config.class)
public final class RequiredModules {

    private static final String KEY = "requiredModules";
    private static final Pattern MODULE = Pattern.compile("[a-z0-9]{1,32}");

    @ObjectClassDefinition(name = "Readiness")
    public @interface Config {

        @AttributeDefinition(name = "Required modules",
                description = "The modules without which this instance is not ready: 1 to 32 lower-case letters and digits each")
        String[] requiredModules() default {"login", "admin"};
    }

    private final ProblemReporter problems;
    private volatile List<String> modules;

    @Activate
    public RequiredModules(BundleContext context, Config defaults, Map<String, Object> properties) {
        this(new ProblemReporter(context), List.of("login", "admin"));
        configure(properties);
    }

    RequiredModules(ProblemReporter problems, List<String> modules) {
        this.problems = problems;
        this.modules = List.copyOf(modules);
    }

    List<String> get() {
        return modules;
    }

    @Modified
    void configure(Map<String, Object> properties) {
        Settings settings = new Settings(properties);
        UnknownKeys.tell(settings, Config.class);
        try {
            modules = modules(settings);
            problems.clear();
        } catch (InvalidSettingException e) {
            problems.report(settings, e, "required stay " + String.join(", ", modules));
        }
    }

    @Deactivate
    void stop() {
        problems.clear();
    }

    static List<String> modules(Settings settings) {
        List<String> names = settings.texts(KEY);
        for (String name : names) {
            if (!MODULE.matcher(name).matches()) {
                throw new InvalidSettingException(KEY, "must be names of modules, 1 to 32 lower-case letters and digits each, not '" + name + "'");
            }
        }
        return names;
    }
}
