package com.iam.state.core.internal;

import java.io.IOException;
import java.util.Collection;
import java.util.Dictionary;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.osgi.framework.InvalidSyntaxException;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import com.iam.state.support.config.Settings;

/** A manager's settings come from two files; a message has to name the one that the refused setting stands in. */
final class SettingOrigin {

    private static final Logger LOG = LoggerFactory.getLogger(SettingOrigin.class);

    private final ConfigurationAdmin configurations;

    SettingOrigin(ConfigurationAdmin configurations) {
        this.configurations = configurations;
    }

    /** The properties as they are in the most specific configuration that has the key; all of them if none has. */
    Settings of(String key, Map<String, Object> merged) {
        List<?> pids = pids(merged.get("service.pid"));
        for (int i = pids.size() - 1; i >= 0; i--) {
            Map<String, Object> one = properties(String.valueOf(pids.get(i)));
            if (one.containsKey(key)) {
                return new Settings(one);
            }
        }
        return new Settings(merged);
    }

    private static List<?> pids(Object value) {
        if (value instanceof Object[] array) {
            return List.of(array);
        }
        return value instanceof Collection<?> several ? List.copyOf(several) : List.of();
    }

    private Map<String, Object> properties(String pid) {
        Map<String, Object> properties = new HashMap<>();
        try {
            Configuration[] found = configurations.listConfigurations("(service.pid=" + pid + ")");
            if (found != null) {
                Dictionary<String, Object> content = found[0].getProperties();
                content.keys().asIterator().forEachRemaining(key -> properties.put(key, content.get(key)));
            }
        } catch (IOException | InvalidSyntaxException e) {
            LOG.debug("The configuration {} cannot be read", pid, e);
        }
        return properties;
    }
}
