package com.iam.settings.internal;

import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Which settings there are in the bundles that are here.
 *
 * @param kinds of the PIDs: whether there is one set of settings or several, or that this is not known
 */
record KnownPids(Map<String, Kind> kinds) {

    enum Kind {
        SINGLE, NAMED, EITHER
    }

    /** Ours all say what they are: others may have settings that nothing tells of. */
    private static final String OURS = "com.iam.";
    private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}_][\\p{L}\\p{N} ._~+@-]{0,99}");

    /** @param base the name of the file without its ending */
    Target target(String base) {
        if (kinds.containsKey(base)) {
            return kinds.get(base) == Kind.NAMED
                    ? new Target.Misnamed(base, "needs a name, since there may be several: " + base + "-NAME.config")
                    : new Target.Of(base, Optional.empty(), true);
        }
        for (int end = base.length() - 1; end > 0; end--) {
            if ((base.charAt(end) == '-' || base.charAt(end) == '~') && kinds.containsKey(base.substring(0, end))) {
                return named(base.substring(0, end), base.substring(end + 1));
            }
        }
        if (base.startsWith(OURS)) {
            return new Target.Unknown(base);
        }
        int end = base.indexOf('~') > 0 ? base.indexOf('~') : base.indexOf('-');
        return end > 0 ? new Target.Of(base.substring(0, end), Optional.of(base.substring(end + 1)), false)
                : new Target.Of(base, Optional.empty(), false);
    }

    private Target named(String pid, String name) {
        if (kinds.get(pid) == Kind.SINGLE) {
            return new Target.Misnamed(pid, "has a name, but there is one set of settings of " + pid
                    + " only, in " + pid + ".config");
        }
        return NAME.matcher(name).matches() ? new Target.Of(pid, Optional.of(name), true)
                : new Target.Misnamed(pid, "has a name with other characters than letters, digits,"
                        + " blanks and . _ - ~ + @, or a long one");
    }

    /** The PID that is perhaps meant: it differs in capital letters only. */
    Optional<String> alike(String base) {
        return new TreeSet<>(kinds.keySet()).stream()
                .filter(pid -> base.regionMatches(true, 0, pid, 0, pid.length())).findFirst();
    }
}
