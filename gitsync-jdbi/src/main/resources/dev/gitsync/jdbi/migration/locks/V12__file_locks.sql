-- Locks of files, for Git LFS. For PostgreSQL 14 and newer. Independent of the other folders.

CREATE TABLE gitsync_file_locks (
    space_id  text COLLATE "C" NOT NULL CHECK (space_id ~ '^[A-Za-z0-9_-]{1,128}$'),
    id        text COLLATE "C" NOT NULL CHECK (id ~ '^[!-~]{1,64}$'),
    -- From the root of the repository.
    path      text COLLATE "C" NOT NULL CHECK (octet_length(path) BETWEEN 1 AND 1024),
    user_id   text COLLATE "C" NOT NULL,
    -- The name of the user at that time, which others see.
    user_name text NOT NULL,
    locked_at timestamptz NOT NULL,
    PRIMARY KEY (space_id, id),
    UNIQUE (space_id, path)
);
