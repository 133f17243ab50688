-- How things have ended that may end once only, such as approvals. what_hash: SHA-256 of what it is
CREATE TABLE final_outcomes (
    what_hash  VARCHAR(64)                 NOT NULL,
    outcome    VARCHAR(64)                 NOT NULL,
    kept_until TIMESTAMP(3) WITH TIME ZONE NOT NULL,
    PRIMARY KEY (what_hash)
);

CREATE INDEX final_outcomes_age ON final_outcomes (kept_until);
