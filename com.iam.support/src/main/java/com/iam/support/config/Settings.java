package com.iam.support.config;

import java.lang.reflect.Array;
import java.net.URI;
import java.time.Duration;
import java.util.Base64;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.osgi.framework.Filter;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;

import com.iam.support.config.Placeholders.Text;

/**
 * Reads the properties of a component, one setting at a time, and refuses with an {@link InvalidSettingException} what
 * is missing, malformed, out of its limits, or holds a placeholder that has no value. {@linkplain Placeholders} are
 * replaced here, and not before, so that what is secret stands in no list of configurations or of components' properties,
 * and is known where messages are made. The defaults are those of the configuration annotation: Declarative Services has put them into the properties.
 */
public final class Settings {

    private static final String FILE_NAME = "felix.fileinstall.filename";
    /** What is shorter is no secret, and would be found in any sentence. */
    private static final int SHORTEST_SECRET = 4;

    private final Map<String, Object> properties;
    private final Placeholders placeholders;
    /** What must not be shown, of all that was read. */
    private final Set<String> secrets;

    public Settings(Map<String, Object> properties) {
        this(properties, Placeholders.ofFramework());
    }

    public Settings(Map<String, Object> properties, Placeholders placeholders) {
        this(properties, placeholders, ConcurrentHashMap.newKeySet());
    }

    private Settings(Map<String, Object> properties, Placeholders placeholders, Set<String> secrets) {
        this.properties = properties;
        this.placeholders = placeholders;
        this.secrets = secrets;
    }

    /** These settings, but for the given ones, which take the place of any that are there. */
    public Settings with(Map<String, ?> other) {
        Map<String, Object> all = new HashMap<>(properties);
        all.putAll(other);
        return new Settings(all, placeholders, secrets);
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

    /** Empty if it is missing or blank. Blanks at its ends are a part of what came from a secret, or stands under a key with a dot. */
    public Optional<String> optionalText(String key) {
        return read(key).map(Text::value);
    }

    /** The values of an array, or those that commas separate; blank ones are left out. */
    public List<String> texts(String key) {
        Object value = properties.get(key);
        List<Text> values;
        if (value == null) {
            values = List.of();
        } else if (value.getClass().isArray()) {
            values = IntStream.range(0, Array.getLength(value)).mapToObj(i -> read(key, Array.get(value, i))).toList();
        } else if (value instanceof Collection<?> collection) {
            values = collection.stream().map(each -> read(key, each)).toList();
        } else {
            Text all = read(key, value);
            values = Stream.of(all.value().split(",")).map(each -> new Text(each, all.secret())).toList();
            values.stream().filter(Text::secret).forEach(each -> keep(each.value()));
        }
        return values.stream().map(text -> text.value().strip()).filter(text -> !text.isEmpty()).toList();
    }

    /** A text with placeholders that has to be taken apart before they are replaced, so that what they bring cannot change its parts. */
    public TextInParts textInParts(String key) {
        Object value = properties.get(key);
        String raw = value == null ? "" : value.toString();
        if (value instanceof Text || Placeholders.isOne(raw.strip())) {
            Text whole = read(key, value);
            return new TextInParts(whole.value(), part -> new Text(part, whole.secret()));
        }
        Map<String, String> words = new LinkedHashMap<>();
        String text = Placeholders.withWords(raw, words);
        return new TextInParts(text, part -> {
            String given = part;
            for (Map.Entry<String, String> word : words.entrySet()) {
                given = given.replace(word.getKey(), word.getValue());
            }
            return read(key, given);
        });
    }

    /** @param part gives what a part of the text means; it may stand for a setting in {@link #with} */
    public record TextInParts(String text, Function<String, Text> part) {
    }

    public int integer(String key, int minimum, int maximum) {
        Text text = required(key);
        int value;
        try {
            value = Integer.parseInt(text.value().strip());
        } catch (NumberFormatException e) {
            throw new InvalidSettingException(key, "must be a whole number, not " + text.quoted());
        }
        if (value < minimum || value > maximum) {
            throw new InvalidSettingException(key, "must be from " + minimum + " to " + maximum
                    + ", not " + (text.secret() ? text.quoted() : value));
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
            secret = Base64.getDecoder().decode(text(key).strip());
        } catch (IllegalArgumentException e) {
            throw new InvalidSettingException(key, expected + ", and is no Base64 (RFC 4648, section 4)");
        }
        if (secret.length < minimumLength) {
            throw new InvalidSettingException(key, expected + ", not of " + secret.length);
        }
        return secret;
    }

    public boolean flag(String key) {
        Text text = required(key);
        return switch (text.value().strip()) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new InvalidSettingException(key, "must be true or false, not " + text.quoted());
        };
    }

    /** An OSGi filter (RFC 4515), as in {@code (state.repository=redis)}. */
    public Filter filter(String key) {
        Text text = shown(key, required(key));
        try {
            return FrameworkUtil.createFilter(text.value());
        } catch (InvalidSyntaxException e) {
            throw new InvalidSettingException(key, "is not a filter such as (name=value): " + text.quoted());
        }
    }

    /** The sentence without anything secret that was read from these settings. */
    String withoutSecrets(String sentence) {
        String shown = sentence;
        for (String secret : secrets) {
            shown = shown.replace(secret, "***");
        }
        return shown;
    }

    /** Where these settings come from: the name of the file, or the PID. */
    public String source() {
        Object file = properties.get(FILE_NAME);
        if (file != null) {
            String path = path(file.toString());
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
        return read("name").map(text -> shown("name", text).value()).orElseGet(() -> {
            String pid = pid();
            return pid.substring(pid.lastIndexOf('~') + 1);
        });
    }

    private Text required(String key) {
        return read(key).orElseThrow(() -> new InvalidSettingException(key, "is missing"));
    }

    private Optional<Text> read(String key) {
        Object value = properties.get(key);
        if (value == null) {
            return Optional.empty();
        }
        if (!(value instanceof String || value instanceof Number || value instanceof Boolean || value instanceof Text)) {
            throw new InvalidSettingException(key, "must be a single value");
        }
        return Optional.of(read(key, value)).filter(text -> !text.value().isEmpty());
    }

    private Text read(String key, Object value) {
        Text text = value instanceof Text given ? given : placeholders.replace(key, String.valueOf(value));
        boolean secret = text.secret() || key.startsWith(".");
        if (!secret) {
            String stripped = text.value().strip();
            if (!(value instanceof Text)) {
                requireNoQuotes(key, stripped);
            }
            return new Text(stripped, false);
        }
        keep(text.value());
        return new Text(text.value(), true);
    }

    private void keep(String secret) {
        for (String shape : List.of(secret, secret.strip())) {
            if (shape.length() >= SHORTEST_SECRET) {
                secrets.add(shape);
            }
        }
    }

    private static Text shown(String key, Text text) {
        if (text.secret()) {
            throw new InvalidSettingException(key, "must not come from a secret: it is shown in the log and on the Adminapp");
        }
        return text;
    }

    /** File Install takes a file in which a quote is missing for one without any. */
    private static void requireNoQuotes(String key, String text) {
        if (text.startsWith("\"") && (text.endsWith("\"") || text.indexOf('"', 1) < 0)) {
            throw new InvalidSettingException(key, "is read with its quotes, as all values of a file are if one of them has no quotes, "
                    + "or only one: give every value of the file its two quotes");
        }
    }

    private static String path(String uri) {
        try {
            return Optional.ofNullable(URI.create(uri).getPath()).orElse(uri);
        } catch (IllegalArgumentException e) {
            return uri;
        }
    }
}
