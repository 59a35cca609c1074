-- Leases on spaces among the processes that work on them. For PostgreSQL 14 and newer. Stands by itself.
--
-- A row stays for ever, so that the tokens of a space always grow.

CREATE TABLE gitsync_leases (
    space_id   text COLLATE "C" PRIMARY KEY CHECK (space_id <> ''),
    -- Unlike any other acquisition's; null while nobody holds the lease.
    owner      text COLLATE "C",
    token      bigint NOT NULL CHECK (token >= 1),
    expires_at timestamptz NOT NULL
);
