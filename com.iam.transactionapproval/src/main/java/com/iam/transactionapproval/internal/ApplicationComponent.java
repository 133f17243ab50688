package com.iam.transactionapproval.internal;

import java.util.Map;

import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.metatype.annotations.Designate;

import com.iam.support.config.ReplacedService;
import com.iam.support.config.Settings;
import com.iam.support.config.UnknownKeys;

/** Publishes one application for each configuration; a new one whenever the settings change. */
@Component(configurationPid = ApplicationConfig.PID, configurationPolicy = ConfigurationPolicy.REQUIRE,
        service = {}, immediate = true)
@Designate(ocd = ApplicationConfig.class, factory = true)
public final class ApplicationComponent {

    private final ReplacedService<Application> service;

    @Activate
    public ApplicationComponent(BundleContext context, ApplicationConfig defaults, Map<String, Object> properties) {
        service = new ReplacedService<>(context, Application.class);
        modified(properties);
    }

    @Modified
    void modified(Map<String, Object> properties) {
        Settings settings = new Settings(properties);
        UnknownKeys.tell(settings, ApplicationConfig.class);
        service.configure(settings, Application::from, unused -> Map.of());
    }

    @Deactivate
    void deactivate() {
        service.withdraw();
    }
}
