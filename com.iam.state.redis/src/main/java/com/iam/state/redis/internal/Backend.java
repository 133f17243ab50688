package com.iam.state.redis.internal;

/** What stands behind the gate: one connection and one encryption, so that a call never meets two of a kind. */
record Backend(RedisStore store, Candidate encryption, CachedRecords records, SessionLists lists,
        SessionEnds ends) {

    static Backend of(RedisStore store, Candidate encryption) {
        Sealing sealing = new Sealing(store.namespace(), encryption.guarded());
        return new Backend(store, encryption, new CachedRecords(new RecordOperations(store, sealing), store.coherence()),
                new SessionLists(ListSource.of(store), store.namespace(), sealing), new SessionEnds(store, sealing));
    }
}
