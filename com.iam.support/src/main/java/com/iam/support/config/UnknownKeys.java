package com.iam.support.config;

import java.lang.reflect.Method;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reports settings that no component reads, such as misspelled ones. They are not refused: a newer release may know them. */
public final class UnknownKeys {

    private static final Logger LOG = LoggerFactory.getLogger("com.iam.configuration");
    /** What Configuration Admin, Declarative Services, File Install, the reader of settings files and health checks add. */
    private static final List<String> OF_THE_FRAMEWORK = List.of("service.", "component.", "felix.", "osgi.", "objectClass", "hc.",
            "iam.secrets.");

    private UnknownKeys() {
    }

    /**
     * One line for each.
     *
     * @param known the component property type (OSGi Compendium, 112.8.2) whose methods name the settings
     * @param references the names of the component's references that have a target: Declarative Services puts it among the settings
     */
    public static void tell(Settings settings, Class<?> known, String... references) {
        unknown(settings, known, references).forEach(key -> LOG.warn("{}: {}: is not known{}; it is passed over", settings.source(), key,
                names(known).filter(key::equalsIgnoreCase).map(name -> " (" + name + " is)").findFirst().orElse("")));
    }

    static List<String> unknown(Settings settings, Class<?> known, String... references) {
        Set<String> names = names(known).collect(Collectors.toSet());
        return settings.keys().stream()
                .filter(key -> !names.contains(key) && !key.equals("name"))
                .filter(key -> OF_THE_FRAMEWORK.stream().noneMatch(key::startsWith))
                .filter(key -> Stream.of(references).noneMatch(reference -> key.equals(reference + ".target")))
                .sorted().toList();
    }

    private static Stream<String> names(Class<?> known) {
        return Stream.of(known.getDeclaredMethods()).map(Method::getName).map(UnknownKeys::key);
    }

    private static String key(String method) {
        return method.replace('_', '.');
    }
}
