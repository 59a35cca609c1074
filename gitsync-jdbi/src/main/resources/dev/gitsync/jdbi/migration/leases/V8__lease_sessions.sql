-- The session of the process that holds a lease, for JdbiLeases.ofSession. Stands by itself with V3__leases.sql, which it may
-- follow at any time.
--
-- A process that dies takes its sessions with it, which PostgreSQL sees at once: whoever asks next gets a lease of such a
-- process, and does not wait until its time is over. A lease without a session lasts as long as it says.

ALTER TABLE gitsync_leases
    -- The owner that the session belongs to; of no meaning once somebody else has the lease.
    ADD COLUMN session_owner text COLLATE "C",
    ADD COLUMN session_pid   integer,
    -- In microseconds since 1970, since the number of a process is given out again.
    ADD COLUMN session_start bigint;
