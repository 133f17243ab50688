package com.iam.state.crypto.internal;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import org.osgi.framework.Filter;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;

import com.iam.state.api.provider.StateEncryption;
import com.iam.support.config.InvalidSettingException;
import com.iam.support.config.Settings;

/** Finds filters in settings that match more than the one encryption which they mean. */
final class TargetCheck {

    private static final String REPOSITORY = "encryption.target";
    private static final List<String> KEYS = List.of(REPOSITORY, MigratingSettings.PREVIOUS, MigratingSettings.NEW);

    private TargetCheck() {
    }

    /** One line for each, sorted. */
    static List<String> ambiguities(ConfigurationAdmin settings, List<ServiceReference<StateEncryption>> encryptions) {
        List<String> lines = new ArrayList<>();
        for (String key : KEYS) {
            for (Configuration each : with(settings, key)) {
                ambiguity(new Settings(FrameworkUtil.asMap(each.getProperties())), key, encryptions, lines);
            }
        }
        return lines.stream().sorted().toList();
    }

    private static void ambiguity(Settings settings, String key, List<ServiceReference<StateEncryption>> encryptions, List<String> lines) {
        Filter filter;
        try {
            filter = settings.filter(key);
        } catch (InvalidSettingException e) {
            // The component whose setting it is reports that.
            return;
        }
        List<String> matching = encryptions.stream().filter(each -> key.equals(REPOSITORY) || !isMigrating(each)).filter(filter::match)
                .map(KeyCheckCommand::label).toList();
        if (matching.size() > 1) {
            lines.add(settings.source() + ": " + key + ": matches " + matching.size() + " encryptions (" + String.join(", ", matching)
                    + "), and means one: name it, as in (name=main)");
        }
    }

    private static boolean isMigrating(ServiceReference<StateEncryption> reference) {
        return MigratingEncryption.KIND_MIGRATING.equals(reference.getProperty(StateEncryption.KIND));
    }

    private static List<Configuration> with(ConfigurationAdmin settings, String key) {
        try {
            Configuration[] found = settings.listConfigurations("(" + key + "=*)");
            return found == null ? List.of() : List.of(found);
        } catch (IOException | InvalidSyntaxException e) {
            throw new IllegalStateException("the settings cannot be listed", e);
        }
    }
}
