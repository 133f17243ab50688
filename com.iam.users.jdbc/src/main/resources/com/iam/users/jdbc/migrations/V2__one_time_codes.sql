-- secret: Base32; last_step: the 30 seconds of the last code that was accepted, as RFC 6238 counts them
CREATE TABLE code_secrets (
    kind      VARCHAR(16)  NOT NULL,
    name_key  VARCHAR(255) NOT NULL,
    secret    VARCHAR(64)  NOT NULL,
    last_step BIGINT       NOT NULL,
    PRIMARY KEY (kind, name_key),
    FOREIGN KEY (kind, name_key) REFERENCES users (kind, name_key) ON DELETE CASCADE
);
