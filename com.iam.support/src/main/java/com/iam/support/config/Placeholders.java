package com.iam.support.config;

import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;

/**
 * What stands in a setting for something that stands elsewhere: {@code $[secret:NAME]} for the text of a file in the folder of secrets,
 * {@code $[env:NAME]} for a variable of the process, {@code $[prop:NAME]} for a property of the framework or the system. The last two
 * may have a default: {@code $[env:NAME;default=text]}. Anything else in brackets is plain text, and so is what they bring:
 * it is never looked into.
 */
public final class Placeholders {

    /** The properties of the framework that name the folder of secrets; the second is that of Felix's own replacer. */
    private static final List<String> FOLDER = List.of("iam.secrets", "org.apache.felix.configadmin.plugin.interpolation.secretsdir");
    private static final Pattern ONE = Pattern.compile("\\$\\[(secret|env|prop):([^\\];]*)(?:;([^\\]]*))?(]?)");
    private static final Pattern SHOWN = Pattern.compile("[A-Za-z0-9_./-]{1,200}");
    private static final String DEFAULT = "default=";

    private final SecretFolder secrets;
    private final UnaryOperator<String> variables;
    private final UnaryOperator<String> properties;

    /** @param variables and properties give null for what they do not know */
    public Placeholders(SecretFolder secrets, UnaryOperator<String> variables, UnaryOperator<String> properties) {
        this.secrets = secrets;
        this.variables = variables;
        this.properties = properties;
    }

    /** Those of the framework that the bundle with this class runs in; outside of one there are no secrets. */
    public static Placeholders ofFramework() {
        Bundle bundle = FrameworkUtil.getBundle(Placeholders.class);
        BundleContext context = bundle == null ? null : bundle.getBundleContext();
        UnaryOperator<String> properties = context == null ? System::getProperty : context::getProperty;
        Optional<Path> folder = FOLDER.stream().map(properties).filter(name -> name != null && !name.isBlank()).findFirst().map(Path::of);
        return new Placeholders(new SecretFolder(folder), System::getenv, properties);
    }

    /**
     * The text of a setting.
     *
     * @param secret whether a part of it came from a secret
     */
    public record Text(String value, boolean secret) {

        /** As it may be quoted in a message. */
        public String quoted() {
            return secret ? "what the secret holds" : "'" + value + "'";
        }

        /** It may be printed by mistake. */
        @Override
        public String toString() {
            return secret ? "***" : value;
        }
    }

    /** The names of the secrets that a text asks for. */
    public static Set<String> secretsIn(String raw) {
        Set<String> names = new LinkedHashSet<>();
        Matcher found = ONE.matcher(raw);
        while (found.find()) {
            if (found.group(1).equals("secret")) {
                names.add(found.group(2));
            }
        }
        return names;
    }

    static boolean isOne(String raw) {
        return ONE.matcher(raw).matches();
    }

    /** @throws InvalidSettingException if one of them has no value, or an empty one */
    public Text replace(String key, String raw) {
        if (!raw.contains("$[")) {
            return new Text(raw, false);
        }
        Matcher found = ONE.matcher(raw);
        StringBuilder text = new StringBuilder();
        boolean secret = false;
        while (found.find()) {
            secret |= found.group(1).equals("secret");
            found.appendReplacement(text, Matcher.quoteReplacement(value(key, found)));
        }
        return new Text(found.appendTail(text).toString(), secret);
    }

    /**
     * The text with a word of letters and digits in place of each of them, for what has to be taken apart first.
     *
     * @param words is given each word with what it stands for
     */
    static String withWords(String raw, Map<String, String> words) {
        return ONE.matcher(raw).replaceAll(found -> {
            String word = "iamPlaceholder" + words.size() + "x";
            words.put(word, found.group());
            return word;
        });
    }

    private String value(String key, Matcher found) {
        String type = found.group(1);
        String name = found.group(2);
        String shown = "$[" + type + ":" + (SHOWN.matcher(name).matches() ? name + "]" : "");
        if (found.group(4).isEmpty()) {
            throw new InvalidSettingException(key, "has $[" + type + ": without the ] that belongs to it");
        }
        Optional<String> standard = Optional.ofNullable(found.group(3)).map(directive -> standard(key, type, directive));
        String value;
        try {
            value = switch (type) {
                case "secret" -> secrets.read(name);
                case "env" -> variables.apply(name);
                default -> properties.apply(name);
            };
        } catch (SecretFolder.UnusableException e) {
            throw new InvalidSettingException(key, shown + " has no value: " + e.getMessage());
        }
        if (value == null && standard.isEmpty()) {
            throw new InvalidSettingException(key, shown + " has no value: there is no such "
                    + (type.equals("env") ? "variable of the process" : "property"));
        }
        if (value != null && value.isBlank()) {
            throw new InvalidSettingException(key, shown + " is empty");
        }
        return value == null ? standard.get() : value;
    }

    private static String standard(String key, String type, String directive) {
        if (type.equals("secret") || !directive.startsWith(DEFAULT)) {
            throw new InvalidSettingException(key, "has a $[" + type + ":…;…] with something else than ;default=, which secrets have not");
        }
        return directive.substring(DEFAULT.length());
    }
}
