package com.iam.state.redis.internal;

/** What stands behind the gate: one connection and one encryption, so that a call never meets two of a kind. */
record Backend(RedisStore store, Candidate encryption, RecordOperations records, SessionLists lists,
        SessionEnds ends) {

    static Backend of(RedisStore store, Candidate encryption) {
        Sealing sealing = new Sealing(store.namespace(), encryption.encryption());
        return new Backend(store, encryption, new RecordOperations(store, sealing),
                new SessionLists(ListSource.of(store), store.namespace(), sealing), new SessionEnds(store, sealing));
    }
}
