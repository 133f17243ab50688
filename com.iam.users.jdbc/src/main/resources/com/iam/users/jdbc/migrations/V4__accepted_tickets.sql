-- Tickets that somebody was let in with, so that each lets in once. ticket_hash: SHA-256 of issuer and id
CREATE TABLE accepted_tickets (
    ticket_hash VARCHAR(64)                 NOT NULL,
    expires_at  TIMESTAMP(3) WITH TIME ZONE NOT NULL,
    PRIMARY KEY (ticket_hash)
);

CREATE INDEX accepted_tickets_age ON accepted_tickets (expires_at);
