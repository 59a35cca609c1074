-- Marks by which a transaction is recognised when the answer to its COMMIT is lost. For PostgreSQL 14 and newer. Stands by
-- itself, and every wiki needs it, also one with page tables of its own.
--
-- A transaction inserts a random nonce together with what it writes. Whoever has to know what became of it inserts the same
-- nonce with is_void: PostgreSQL lets that wait until the transaction has ended, and then either finds the row, or takes
-- the place that the transaction can't have any more. A transaction id would not do: after a crash PostgreSQL gives ids out
-- again that had not reached its log.
--
-- Rows are deleted an hour after they were written. The table has to be logged: it must be as durable as what it tells of.

CREATE TABLE gitsync_commit_marks (
    nonce      uuid PRIMARY KEY,
    is_void    boolean NOT NULL DEFAULT false,
    written_at timestamptz NOT NULL DEFAULT clock_timestamp()
);

CREATE INDEX gitsync_commit_marks_age ON gitsync_commit_marks (written_at);
