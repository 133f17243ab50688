-- From where users have logged in: the attempts of such a device are counted apart. device_hash: SHA-256 of what the device shows
CREATE TABLE devices (
    kind         VARCHAR(16)                 NOT NULL,
    name_key     VARCHAR(255)                NOT NULL,
    device_hash  VARCHAR(64)                 NOT NULL,
    last_used_at TIMESTAMP(3) WITH TIME ZONE NOT NULL,
    PRIMARY KEY (kind, name_key, device_hash),
    FOREIGN KEY (kind, name_key) REFERENCES users (kind, name_key) ON DELETE CASCADE
);

CREATE INDEX devices_age ON devices (last_used_at);
