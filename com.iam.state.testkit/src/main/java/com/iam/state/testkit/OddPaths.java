package com.iam.state.testkit;

import java.util.List;
import java.util.stream.Stream;

/** Texts that some server or proxy reads as a path that they are not. */
public final class OddPaths {

    private OddPaths() {
    }

    /**
     * For a request line.
     *
     * @param path in its canonical form
     */
    public static List<String> of(String path) {
        int end = path.indexOf('/', 1) < 0 ? path.length() : path.indexOf('/', 1);
        String first = path.substring(1, end);
        String rest = path.substring(end);
        String encoded = String.format("%%%02x", (int) first.charAt(0)) + first.substring(1);
        String lastEncoded = first.substring(0, first.length() - 1) + String.format("%%%02X", (int) first.charAt(first.length() - 1));
        Stream<String> ways = Stream.of("/" + first + ";" + rest, "/" + first + ";x" + rest, "/" + first + ";x=y/" + rest, "/;" + path, "/;x" + path,
                path + ";", path + ";x", path + "/;x", "/" + encoded + rest, "/" + lastEncoded + rest, "/" + encoded.replace("%", "%25") + rest,
                "/." + path, "/./." + path, "/x/.." + path, "/x/../" + path, "/.." + path, "/%2e" + path, "/x/%2e%2e" + path, "/x/.%2E" + path,
                "/%2f" + path.substring(1), "/x%2f.." + path, "/.;" + path, "/x/..;" + path, "/x/..;y" + path, "/" + path, "//" + path,
                "/" + first + "/" + (rest.isEmpty() ? "/" : rest), path + "//", path + "/.", path + "/./", path + "/x/..", path + "/..", path + "%00",
                path + "%20", path + "%2f", path + "%3b", path + "%23", path + "%3f", path + "#", path + "#/x", "/#/.." + path, "/\\" + path.substring(1),
                "\\" + path.substring(1), "/x\\.." + path, path + "\\", path.substring(1), "/%u0061" + first.substring(1) + rest,
                "/%c1%a1" + first.substring(1) + rest, "/%" + first + rest, "/\u00e4/.." + path);
        List<String> relative = ways.toList();
        return Stream.concat(relative.stream(), Stream.concat(
                relative.stream().filter(way -> way.startsWith("/")).map(way -> "http://localhost" + way),
                Stream.of("http:" + path, "http://" + path, "https:" + path, "http://x@localhost" + path))).toList();
    }
}
