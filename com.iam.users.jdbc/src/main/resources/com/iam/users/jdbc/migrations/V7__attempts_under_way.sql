-- How many of the failures are attempts that are being looked at, and may yet turn out right
ALTER TABLE login_attempts ADD COLUMN under_way INTEGER DEFAULT 0 NOT NULL;
