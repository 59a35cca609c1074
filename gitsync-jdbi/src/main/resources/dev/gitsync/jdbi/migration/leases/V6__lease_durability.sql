-- Leases need not outlive a crash of the database. Stands by itself with V3__leases.sql, which it may follow at any time.
--
-- Correctness does not rest on them: whoever writes is held to the fencing token of the space and to compare-and-set. Without
-- a write-ahead log, to take a lease and to give it back waits for no disk. After a crash the table is empty: whoever held a
-- lease finds out when it is renewed, and the next token is greater all the same, since it is the time of day at least. Should
-- the clock have gone back, the first write is turned away with the token that has to be exceeded, and the next lease exceeds it.

ALTER TABLE gitsync_leases SET UNLOGGED;
