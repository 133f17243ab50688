package com.iam.loginapp.internal;

import java.util.Map;
import java.util.Optional;

import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;

import com.iam.support.config.InvalidSettingException;
import com.iam.support.config.ReplacedService;
import com.iam.support.config.Settings;
import com.iam.support.config.UnknownKeys;

/** Publishes one issuer for each configuration; a new one whenever the settings change. Of two for one issuer the second waits. */
@Component(configurationPid = TicketIssuerConfig.PID, configurationPolicy = ConfigurationPolicy.REQUIRE,
        service = {}, immediate = true)
@Designate(ocd = TicketIssuerConfig.class, factory = true)
public final class TicketIssuerComponent {

    private final IssuerNames names;
    private final ReplacedService<TicketIssuer> service;
    private volatile Settings settings;
    private Optional<String> name = Optional.empty();
    private boolean stopped;

    @Activate
    public TicketIssuerComponent(BundleContext context, @Reference IssuerNames names, TicketIssuerConfig defaults,
            Map<String, Object> properties) {
        this.names = names;
        this.service = new ReplacedService<>(context, TicketIssuer.class);
        modified(properties);
    }

    @Modified
    void modified(Map<String, Object> properties) {
        settings = new Settings(properties);
        UnknownKeys.tell(settings, TicketIssuerConfig.class);
        apply();
    }

    private void apply() {
        configure().ifPresent(issuer -> names.keepOnly(issuer, this));
    }

    /** The name of the issuer that is in force, if there is one. */
    private synchronized Optional<String> configure() {
        if (!stopped) {
            service.configure(settings, this::claimed, unused -> Map.of());
        }
        return name;
    }

    private TicketIssuer claimed(Settings from) {
        TicketIssuer issuer = TicketIssuer.from(from);
        Optional<String> other = names.claim(issuer.issuer(), this, from.source(), this::apply);
        if (other.isPresent()) {
            throw new InvalidSettingException("issuer", issuer.issuer() + " has its settings in " + other.get() + " already");
        }
        name = Optional.of(issuer.issuer());
        return issuer;
    }

    @Deactivate
    void deactivate() {
        synchronized (this) {
            stopped = true;
            service.withdraw();
        }
        names.release(this);
    }
}
