-- Before which the sessions of a user in a module are over; module '' stands for all of them
CREATE TABLE session_cut_offs (
    kind       VARCHAR(16)                 NOT NULL,
    name_key   VARCHAR(255)                NOT NULL,
    module     VARCHAR(32)                 NOT NULL,
    cut_off_at TIMESTAMP(3) WITH TIME ZONE NOT NULL,
    PRIMARY KEY (kind, name_key, module)
);

CREATE INDEX users_disabled ON users (disabled);
