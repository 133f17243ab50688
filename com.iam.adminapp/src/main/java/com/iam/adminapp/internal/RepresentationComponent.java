package com.iam.adminapp.internal;

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

/** Publishes what makes tickets, while it is configured; a new one whenever the settings change. */
@Component(configurationPid = RepresentationConfig.PID, configurationPolicy = ConfigurationPolicy.REQUIRE,
        service = {}, immediate = true)
@Designate(ocd = RepresentationConfig.class)
public final class RepresentationComponent {

    private final ReplacedService<Representation> service;

    @Activate
    public RepresentationComponent(BundleContext context, RepresentationConfig defaults, Map<String, Object> properties) {
        service = new ReplacedService<>(context, Representation.class);
        modified(properties);
    }

    @Modified
    void modified(Map<String, Object> properties) {
        Settings settings = new Settings(properties);
        UnknownKeys.tell(settings, RepresentationConfig.class);
        service.configure(settings, Representation::from, unused -> Map.of());
    }

    @Deactivate
    void deactivate() {
        service.withdraw();
    }
}
