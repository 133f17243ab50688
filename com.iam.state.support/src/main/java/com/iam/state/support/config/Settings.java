package com.iam.state.support.config;

import java.lang.reflect.Array;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.osgi.framework.Filter;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;

/**
 * Reads the properties of a component, one setting at a time, and refuses with an {@link InvalidSettingException} what
 * is missing, malformed, out of its limits, or still holds a placeholder that nothing replaced. The defaults are those
 * of the configuration annotation: Declarative Services has put them into the properties.
 */
public final class Settings {

    private static final String FILE_NAME = "felix.fileinstall.filename";

    private final Map<String, Object> properties;

    public Settings(Map<String, Object> properties) {
        this.properties = properties;
    }

    /** These settings, but for the given ones, which take the place of any that are there. */
    public Settings with(Map<String, ?> other) {
        Map<String, Object> all = new HashMap<>(properties);
        all.putAll(other);
        return new Settings(all);
    }

    Set<String> keys() {
        return Set.copyOf(properties.keySet());
    }

    /** Whether it is there at all, with whatever value. */
    public boolean has(String key) {
        return properties.containsKey(key);
    }

    public String text(String key) {
        return optionalText(key).orElseThrow(() -> new InvalidSettingException(key, "is missing"));
    }

    /** Empty if it is missing or blank. */
    public Optional<String> optionalText(String key) {
        Object value = properties.get(key);
        if (value == null) {
            return Optional.empty();
        }
        if (!(value instanceof String || value instanceof Number || value instanceof Boolean)) {
            throw new InvalidSettingException(key, "must be a single value");
        }
        return Optional.of(resolved(key, value.toString().strip())).filter(text -> !text.isEmpty());
    }

    /** The values of an array, or those that commas separate; blank ones are left out. */
    public List<String> texts(String key) {
        Object value = properties.get(key);
        List<String> values;
        if (value == null) {
            values = List.of();
        } else if (value.getClass().isArray()) {
            values = Arrays.asList(new String[Array.getLength(value)]);
            values.replaceAll(unused -> "");
            for (int i = 0; i < values.size(); i++) {
                values.set(i, String.valueOf(Array.get(value, i)));
            }
        } else if (value instanceof Collection<?> collection) {
            values = collection.stream().map(String::valueOf).toList();
        } else {
            values = Arrays.asList(value.toString().split(","));
        }
        return values.stream().map(text -> resolved(key, text.strip())).filter(text -> !text.isEmpty()).toList();
    }

    public int integer(String key, int minimum, int maximum) {
        String text = text(key);
        int value;
        try {
            value = Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new InvalidSettingException(key, "must be a whole number, not '" + text + "'");
        }
        if (value < minimum || value > maximum) {
            throw new InvalidSettingException(key, "must be from " + minimum + " to " + maximum + ", not " + value);
        }
        return value;
    }

    public Duration seconds(String key, int minimum, int maximum) {
        return Duration.ofSeconds(integer(key, minimum, maximum));
    }

    public Duration milliseconds(String key, int minimum, int maximum) {
        return Duration.ofMillis(integer(key, minimum, maximum));
    }

    /** Base64 (RFC 4648, section 4) of at least so many bytes. What is refused is not told. */
    public byte[] secret(String key, int minimumLength) {
        String expected = "must be Base64 of at least " + minimumLength + " bytes";
        byte[] secret;
        try {
            secret = Base64.getDecoder().decode(text(key));
        } catch (IllegalArgumentException e) {
            throw new InvalidSettingException(key, expected + ", and is no Base64 (RFC 4648, section 4)");
        }
        if (secret.length < minimumLength) {
            throw new InvalidSettingException(key, expected + ", not of " + secret.length);
        }
        return secret;
    }

    public boolean flag(String key) {
        String text = text(key);
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new InvalidSettingException(key, "must be true or false, not '" + text + "'");
        };
    }

    /** An OSGi filter (RFC 4515), as in {@code (state.repository=redis)}. */
    public Filter filter(String key) {
        String text = text(key);
        try {
            return FrameworkUtil.createFilter(text);
        } catch (InvalidSyntaxException e) {
            throw new InvalidSettingException(key, "is not a filter such as (name=value): '" + text + "'");
        }
    }

    /** Where these settings come from: the name of the file, or the PID. */
    public String source() {
        Object file = properties.get(FILE_NAME);
        if (file != null) {
            String path = file.toString();
            return path.substring(path.lastIndexOf('/') + 1);
        }
        return pid();
    }

    /** The last of several PIDs is the most specific one. */
    public String pid() {
        Object pid = properties.get("service.pid");
        if (pid instanceof String[] several) {
            return several[several.length - 1];
        }
        if (pid instanceof Collection<?> several && !several.isEmpty()) {
            return String.valueOf(several.toArray()[several.size() - 1]);
        }
        return pid != null ? pid.toString() : String.valueOf(properties.get("component.name"));
    }

    /** The setting {@code name}, or the last part of the factory PID. */
    public String name() {
        return optionalText("name").orElseGet(() -> {
            String pid = pid();
            return pid.substring(pid.lastIndexOf('~') + 1);
        });
    }

    private static String resolved(String key, String text) {
        int placeholder = text.indexOf("$[");
        if (placeholder >= 0) {
            int end = text.indexOf(']', placeholder);
            String name = end > 0 ? text.substring(placeholder, end + 1) : text.substring(placeholder);
            throw new InvalidSettingException(key, name + " has no value: the secret, variable or property is missing, or the file of the secret cannot be read");
        }
        // A password may look like that.
        if (!key.startsWith(".") && text.startsWith("\"") && (text.endsWith("\"") || text.indexOf('"', 1) < 0)) {
            throw new InvalidSettingException(key, "is read with its quotes, as all values of a file are if one of them has no quotes, "
                    + "or only one: give every value of the file its two quotes");
        }
        return text;
    }
}
