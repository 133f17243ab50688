package com.iam.state.crypto.internal;

import java.util.Map;

import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import com.iam.state.api.provider.StateEncryption;
import com.iam.support.config.ReplacedService;
import com.iam.support.config.Settings;
import com.iam.support.config.UnknownKeys;

/** Publishes an encryption that encrypts nothing, if a configuration asks for it by name. */
@Component(configurationPid = NoEncryptionComponent.PID, configurationPolicy = ConfigurationPolicy.REQUIRE,
        service = {}, immediate = true)
@Designate(ocd = NoEncryptionComponent.Config.class, factory = true)
public final class NoEncryptionComponent {

    static final String PID = "com.iam.state.crypto.none";

    private static final Logger LOG = LoggerFactory.getLogger(NoEncryptionComponent.class);

    @ObjectClassDefinition(name = "IAM No State Encryption",
            description = "Stores session state in clear. An attacker who can read the store can read and change all sessions.")
    @interface Config {

        @AttributeDefinition(name = "Name", description = "For filters; the factory suffix by default", required = false)
        String name() default "";
    }

    private final ReplacedService<StateEncryption> service;

    @Activate
    public NoEncryptionComponent(BundleContext context, Config defaults, Map<String, Object> properties) {
        service = new ReplacedService<>(context, StateEncryption.class);
        modified(properties);
        LOG.warn("{}: {}", new Settings(properties).source(), NoEncryption.WARNING);
    }

    @Modified
    void modified(Map<String, Object> properties) {
        UnknownKeys.tell(new Settings(properties), Config.class);
        service.configure(new Settings(properties), settings -> new NoEncryption(), settings -> Map.of(
                StateEncryption.KIND, NoEncryption.KIND_NONE, StateEncryption.NAME, settings.name(), StateEncryption.LOCAL, true, StateEncryption.SOURCE, settings.source()));
    }

    @Deactivate
    void deactivate() {
        service.withdraw();
    }
}
