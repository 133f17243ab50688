CREATE TABLE users (
    kind          VARCHAR(16)                 NOT NULL,
    name_key      VARCHAR(255)                NOT NULL,
    name          VARCHAR(128)                NOT NULL,
    password_hash VARCHAR(255)                NOT NULL,
    created_at    TIMESTAMP(3) WITH TIME ZONE NOT NULL,
    disabled      BOOLEAN                     NOT NULL,
    PRIMARY KEY (kind, name_key)
);

-- name_hash instead of the name: people type passwords into name fields
CREATE TABLE login_attempts (
    kind            VARCHAR(16)                 NOT NULL,
    name_hash       VARCHAR(64)                 NOT NULL,
    failures        INTEGER                     NOT NULL,
    last_failure_at TIMESTAMP(3) WITH TIME ZONE NOT NULL,
    PRIMARY KEY (kind, name_hash)
);

CREATE INDEX login_attempts_age ON login_attempts (last_failure_at);
