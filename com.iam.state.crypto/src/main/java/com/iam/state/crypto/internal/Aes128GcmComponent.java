package com.iam.state.crypto.internal;

import java.util.Map;

import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import com.iam.state.api.provider.StateEncryption;
import com.iam.support.config.ReplacedService;
import com.iam.support.config.Settings;
import com.iam.support.config.UnknownKeys;

/** Publishes one encryption for each configuration; a new one whenever the settings change. */
@Component(configurationPid = Aes128GcmComponent.PID, configurationPolicy = ConfigurationPolicy.REQUIRE,
        service = {}, immediate = true)
@Designate(ocd = Aes128GcmComponent.Config.class, factory = true)
public final class Aes128GcmComponent {

    static final String PID = "com.iam.state.crypto.aes128gcm";

    private static final Logger LOG = LoggerFactory.getLogger(Aes128GcmComponent.class);

    @ObjectClassDefinition(name = "IAM AES 128 GCM State Encryption",
            description = "Encrypts session state before it leaves the process. All instances that share state need the same "
                    + "keys; state cannot be recovered without its key.")
    @interface Config {

        @AttributeDefinition(name = "Name", description = "For filters; the factory suffix by default", required = false)
        String name() default "";

        @AttributeDefinition(name = "Secret key", type = AttributeType.PASSWORD,
                description = "The primary key, which seals: Base64 of exactly 16 bytes")
        String _secretKey();

        @AttributeDefinition(name = "Enabled keys", type = AttributeType.PASSWORD, required = false,
                description = "Further keys, which open what was sealed before: Base64 of exactly 16 bytes each")
        String[] _enabledKeys() default {};

        @AttributeDefinition(name = "Retired keys", required = false,
                description = "Ids of keys whose state is refused: 16 hexadecimal digits each")
        String[] retiredKeys() default {};

        @AttributeDefinition(name = "Provider", required = false,
                description = "Name of the JCA provider of AES/GCM/NoPadding and HmacSHA256; that of the Java platform by default")
        String provider() default "";
    }

    private final ReplacedService<StateEncryption> service;

    @Activate
    public Aes128GcmComponent(BundleContext context, Config defaults, Map<String, Object> properties) {
        service = new ReplacedService<>(context, StateEncryption.class);
        modified(properties);
    }

    @Modified
    void modified(Map<String, Object> properties) {
        Settings given = new Settings(properties);
        UnknownKeys.tell(given, Config.class);
        service.configure(given, Aes128GcmComponent::encryption, settings -> Map.of(
                StateEncryption.KIND, Aes128GcmEncryption.KIND_AES_128_GCM, StateEncryption.NAME, settings.name(),
                // Who knows what a provider that was named waits for.
                StateEncryption.LOCAL, settings.optionalText(Aes128GcmSettings.PROVIDER).isEmpty(),
                StateEncryption.SOURCE, settings.source(), StateEncryption.KEYS_SETTING, Aes128GcmSettings.ENABLED_KEYS));
    }

    @Deactivate
    void deactivate() {
        service.withdraw();
    }

    private static StateEncryption encryption(Settings settings) {
        Aes128GcmSettings valid = Aes128GcmSettings.of(settings);
        LOG.info("{}: seals under key {}; keys: {}", settings.name(), valid.keys().primary().id(), valid.keys().infos());
        return new Aes128GcmEncryption(new AesGcm(valid.jca()), valid.keys());
    }
}
