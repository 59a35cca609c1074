-- Who waits for a lease, so that processes take turns. Goes with V3__leases.sql, which it may follow at any time.
--
-- A process that waits keeps its place by asking again; the place of one that asks no more lapses after a second. Nothing but
-- fairness rests on it, so it need not outlive a crash of the database.

CREATE UNLOGGED TABLE gitsync_lease_queue (
    space_id text COLLATE "C" NOT NULL,
    -- As in gitsync_leases.
    owner    text COLLATE "C" NOT NULL,
    since    timestamptz NOT NULL,
    kept_until timestamptz NOT NULL,
    PRIMARY KEY (space_id, owner)
);
