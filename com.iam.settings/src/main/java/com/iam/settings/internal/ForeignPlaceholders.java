package com.iam.settings.internal;

import java.util.Collection;
import java.util.Collections;
import java.util.Dictionary;

import org.osgi.framework.ServiceReference;
import org.osgi.service.cm.ConfigurationPlugin;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import com.iam.support.config.InvalidSettingException;
import com.iam.support.config.Placeholders;

/**
 * Replaces placeholders in the settings of bundles that do not do so themselves, which are all but ours: ours keep
 * apart what is secret. A placeholder without a value stays as it is, with a line in the log.
 */
final class ForeignPlaceholders implements ConfigurationPlugin {

    private static final Logger LOG = LoggerFactory.getLogger("com.iam.configuration");
    private static final String OURS = "com.iam.";

    private final Placeholders placeholders;

    ForeignPlaceholders(Placeholders placeholders) {
        this.placeholders = placeholders;
    }

    @Override
    public void modifyConfiguration(ServiceReference<?> reference, Dictionary<String, Object> properties) {
        String pid = String.valueOf(properties.get("service.pid"));
        if (pid.startsWith(OURS)) {
            return;
        }
        for (String key : Collections.list(properties.keys())) {
            Object value = properties.get(key);
            try {
                Object replaced = replaced(key, value);
                if (replaced != value) {
                    properties.put(key, replaced);
                }
            } catch (InvalidSettingException e) {
                LOG.warn("{}: {}: {}; it is left as it is", pid, e.key(), e.getMessage());
            }
        }
    }

    private Object replaced(String key, Object value) {
        if (value instanceof String text) {
            return text.contains("$[") ? placeholders.replace(key, text).value() : value;
        }
        if (value instanceof String[] several) {
            String[] all = several.clone();
            for (int i = 0; i < all.length; i++) {
                all[i] = placeholders.replace(key, all[i]).value();
            }
            return all;
        }
        if (value instanceof Collection<?> several) {
            return several.stream().map(each -> replaced(key, each)).toList();
        }
        return value;
    }
}
