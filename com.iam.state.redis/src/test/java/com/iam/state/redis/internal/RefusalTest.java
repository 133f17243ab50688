package com.iam.state.redis.internal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RefusalTest {

    /** As Redis 6.2, 7.0 and their successors word it. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            READONLY You can't write against a read only replica. | REPLICA
            READONLY You can't write against a read only replica. script: 1f8f, on @user_script:1. | REPLICA
            ERR Error running script (call to f_1f): @user_script:1: @user_script: 1: -READONLY You can't write. | REPLICA
            @user_script: 1: -NOREPLICAS Not enough good replicas to write. | TOO_FEW_REPLICAS
            OOM command not allowed when used memory > 'maxmemory'. | FULL
            MASTERDOWN Link with MASTER is down and replica-serve-stale-data is set to 'no'. | MASTER_DOWN
            LOADING Redis is loading the dataset in memory | LOADING
            MISCONF Redis is configured to save RDB snapshots, but it's currently unable to persist to disk. | CANNOT_SAVE
            NOPERM this user has no permissions to run the 'set' command | FORBIDDEN
            ERR The user executing the script can't run this command or subcommand script: 1f, on @user_script:1. | FORBIDDEN
            NOPERM ACL failure in script: User iam has no permissions to run the 'set' command | FORBIDDEN
            ERR ACL failure in script: User iam has no permissions to run the 'set' command | FORBIDDEN
            @user_script: 1: The user executing the script can't run this command or subcommand | FORBIDDEN
            NOAUTH Authentication required. | CREDENTIALS
            WRONGPASS invalid username-password pair or user is disabled. | CREDENTIALS
            ERR max number of clients reached | CONNECTIONS
            BUSY Redis is busy running a script. | BUSY
            NOSCRIPT No matching script. Please use EVAL. | UNKNOWN_SCRIPT
            MOVED 3999 127.0.0.1:6381 | CLUSTER
            CLUSTERDOWN The cluster is down | CLUSTER
            EXECABORT Transaction discarded because of previous errors. | TRANSACTION
            WRONGTYPE Operation against a key holding the wrong kind of value | FOREIGN_VALUE
            ERR unknown. channel: [id: 1] command: (EVALSHA), params: [-READONLY x] | OTHER
            ERR something new | OTHER
            '' | OTHER
            """)
    void whatRedisSaysIsUnderstood(String error, Refusal refusal) {
        assertThat(Refusal.of(error)).isEqualTo(refusal);
    }
}
