package com.iam.front.internal;

import java.util.regex.Pattern;

import org.eclipse.jetty.http.HttpURI;

/**
 * Whether a request names its path in the one form that it has. A proxy that keeps others away from a path compares
 * texts: it must not matter how it reads {@code ;}, escapes, dots and doubled slashes, and whether that is how the
 * server does. So what needs reading is refused. No path of this product has such a thing.
 */
final class CanonicalPath {

    /** RFC 3986, section 3.3, without escapes and {@code ;}. */
    private static final String SEGMENT = "(?!\\.{1,2}(?:/|$))[A-Za-z0-9._~!$&'()*+,=:@-]+";
    private static final Pattern CANONICAL = Pattern.compile("/|(?:/" + SEGMENT + ")+/?");

    private CanonicalPath() {
    }

    /** @param target as the client sent it */
    static boolean isOf(HttpURI target) {
        String path = target.getPath();
        return path != null && CANONICAL.matcher(path).matches() && target.getFragment() == null && target.getUser() == null;
    }
}
