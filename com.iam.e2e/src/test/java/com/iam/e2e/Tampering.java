package com.iam.e2e;

import static org.assertj.core.api.Assertions.assertThat;

/** What somebody can do who may write to Redis. */
final class Tampering {

    private final Redis redis;

    Tampering(Redis redis) {
        this.redis = redis;
    }

    /** Keeps a copy of the record of a session, as it is now. */
    void keep(Client client) {
        copy(record(client), kept(client));
    }

    /** Puts that copy back, whatever stands there now. */
    void plant(Client client) {
        copy(kept(client), record(client));
    }

    /** Overwrites the end of a record, which is that of its seal. */
    void spoil(Client client) {
        int length = Integer.parseInt(redis.send("STRLEN", record(client)).strip().substring(1));
        assertThat(redis.send("SETRANGE", record(client), String.valueOf(length - 8), "tampered")).isEqualTo(":" + length + "\r\n");
    }

    /** Takes a session off all lists: that of its deadlines and that of its user. */
    void hide(Client client) {
        assertThat(redis.send("EVAL", "local n = 0 for _, key in ipairs(redis.call('KEYS', '{iam:1:login:*')) do "
                + "if redis.call('TYPE', key).ok == 'zset' then for _, member in ipairs(redis.call('ZRANGE', key, 0, -1)) do "
                + "if member:find(ARGV[1], 1, true) then n = n + redis.call('ZREM', key, member) end end end end return n", "0",
                client.storageId())).isEqualTo(":2\r\n");
    }

    private void copy(String from, String to) {
        assertThat(redis.send("COPY", from, to, "REPLACE")).isEqualTo(":1\r\n");
    }

    private String record(Client client) {
        String[] reply = redis.send("KEYS", pattern(client)).split("\r\n");
        assertThat(reply).as("the one key of the session, as Redis answers").hasSize(3);
        return reply[2];
    }

    private static String pattern(Client client) {
        return "{iam:1:login:*:s:" + client.storageId();
    }

    private static String kept(Client client) {
        return "kept:" + client.storageId();
    }
}
