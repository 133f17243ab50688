package com.iam.state.redis.internal;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.zip.CRC32;

/**
 * The names of a module's keys in Redis. A session and its place in the expiry index have the same hash tag, so that
 * they share a slot in a Cluster: {@code {namespace:1:module:bucket}}, where 1 is the version of this layout and the
 * bucket is one of 256.
 */
final class KeyLayout {

    static final int BUCKETS = 256;

    private static final Pattern NAME = Pattern.compile("[a-z0-9]{1,32}");

    private final String module;
    private final String base;

    KeyLayout(String namespace, String module) {
        if (!isModule(module)) {
            throw new IllegalArgumentException("a module's name has lower-case letters and digits only, at most 32");
        }
        this.module = module;
        this.base = "{" + namespace + ":1:" + module + ":";
    }

    boolean isOf(String other) {
        return module.equals(other);
    }

    static boolean isModule(String name) {
        return NAME.matcher(name).matches();
    }

    /** The set of the modules that have sessions in a namespace. */
    static String modules(String namespace) {
        return namespace + ":1:modules";
    }

    /** Which instance seals with which key. */
    static String sealers(String namespace) {
        return namespace + ":1:sealers";
    }

    /** The instances that have a near cache. */
    static String caches(String namespace) {
        return namespace + ":1:caches";
    }

    /** What changes is told here to those who have a near cache. */
    static String news(String namespace) {
        return namespace + ":1:news";
    }

    /** Where an instance hears that others have forgotten what it changed. */
    static String acknowledgements(String namespace, String instance) {
        return namespace + ":1:heard:" + instance;
    }

    /** What is written and deleted to see whether that can be done. Their slots differ. */
    static String check(String namespace, int number) {
        return namespace + ":1:check:" + number;
    }

    /** Two hexadecimal digits. */
    static String bucket(String storageId) {
        CRC32 crc = new CRC32();
        crc.update(storageId.getBytes(StandardCharsets.US_ASCII));
        return digits((int) (crc.getValue() & 0xff));
    }

    /** What all keys of the module begin with. */
    String base() {
        return base;
    }

    String record(String storageId) {
        return base + bucket(storageId) + "}:s:" + storageId;
    }

    String index(String storageId) {
        return index(Integer.parseInt(bucket(storageId), 16));
    }

    String index(int bucket) {
        return base + digits(bucket) + "}:x";
    }

    /** The expiry indexes of the buckets from {@code from} to before {@code to}. */
    List<String> indexes(int from, int to) {
        return IntStream.range(from, to).mapToObj(this::index).toList();
    }

    /** The ends of sessions that are to be reported, bucket by bucket. */
    List<String> ends() {
        return IntStream.range(0, BUCKETS).mapToObj(bucket -> base + digits(bucket) + "}:e").toList();
    }

    /** Where the end of a session is to be found. */
    String ends(String storageId) {
        return base + bucket(storageId) + "}:e";
    }

    /** How a session stands in the list of its subject. */
    static String member(String storageId) {
        return bucket(storageId) + storageId;
    }

    /** The bucket in which a page begins. */
    static int firstBucket(String after) {
        return after.isEmpty() ? 0 : Integer.parseInt(bucket(after), 16);
    }

    /** For a Cluster: a subject's sessions, and those of them whose records may be on their way. */
    List<String> subjectKeys(String token) {
        return List.of(subject(token), subject(token) + ":n");
    }

    /** @param token in Base64url */
    String subject(String token) {
        return base + "u:" + token + "}";
    }

    private static String digits(int bucket) {
        return bucket < 16 ? "0" + Integer.toHexString(bucket) : Integer.toHexString(bucket);
    }
}
