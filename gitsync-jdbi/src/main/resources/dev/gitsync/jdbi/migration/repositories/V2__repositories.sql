-- Git repositories of the spaces: packs in chunks, and refs. For PostgreSQL 14 and newer. Stands by itself, so that a wiki
-- with page tables of its own can run this file without the others.

-- A pack never changes once it is committed, which is in the transaction that moves the refs to what is in it. Until then
-- nobody reads it but its writer, and it is here at all only if it is large; one whose writer has died is collected by
-- maintenance, which is what created_at is for.
CREATE TABLE gitsync_packs (
    id            uuid PRIMARY KEY,
    space_id      text COLLATE "C" NOT NULL CHECK (space_id <> ''),
    source        text COLLATE "C" NOT NULL
        CHECK (source IN ('INSERT', 'RECEIVE', 'COMPACT', 'GC', 'GC_REST', 'UNREACHABLE_GARBAGE')),
    is_committed  boolean NOT NULL DEFAULT false,
    objects       bigint NOT NULL DEFAULT 0 CHECK (objects >= 0),
    deltas        bigint NOT NULL DEFAULT 0 CHECK (deltas >= 0),
    index_version integer NOT NULL DEFAULT 0 CHECK (index_version >= 0),
    created_at    timestamptz NOT NULL DEFAULT clock_timestamp(),
    -- Another pack has all of it now. Nobody begins to read it any more, but who is at it goes on.
    replaced_at   timestamptz CHECK (replaced_at IS NULL OR is_committed)
);

CREATE INDEX gitsync_packs_of_space ON gitsync_packs (space_id) WHERE is_committed AND replaced_at IS NULL;
CREATE INDEX gitsync_packs_left ON gitsync_packs (space_id) WHERE NOT is_committed OR replaced_at IS NOT NULL;

-- The files of a committed pack: the pack itself, its index, its bitmaps.
CREATE TABLE gitsync_pack_files (
    pack_id    uuid NOT NULL REFERENCES gitsync_packs (id) ON DELETE CASCADE,
    ext        text COLLATE "C" NOT NULL CHECK (ext ~ '^[a-z_-]{1,20}$'),
    size       bigint NOT NULL CHECK (size >= 0),
    block_size integer NOT NULL DEFAULT 0 CHECK (block_size >= 0),
    PRIMARY KEY (pack_id, ext)
);

-- A file in pieces of 64 KiB, the last one shorter.
CREATE TABLE gitsync_pack_chunks (
    pack_id uuid   NOT NULL REFERENCES gitsync_packs (id) ON DELETE CASCADE,
    ext     text COLLATE "C" NOT NULL,
    number  integer NOT NULL CHECK (number >= 0),
    bytes   bytea NOT NULL CHECK (octet_length(bytes) BETWEEN 1 AND 65536),
    PRIMARY KEY (pack_id, ext, number)
);

-- Packs are compressed already.
ALTER TABLE gitsync_pack_chunks ALTER COLUMN bytes SET STORAGE EXTERNAL;

-- HEAD has no row: it is refs/heads/main, always.
CREATE TABLE gitsync_refs (
    space_id text COLLATE "C" NOT NULL CHECK (space_id <> ''),
    name     text COLLATE "C" NOT NULL CHECK (name ~ '^refs/.' AND octet_length(name) <= 1024),
    target   text COLLATE "C" NOT NULL CHECK (target ~ '^[0-9a-f]{40}$' AND target <> repeat('0', 40)),
    PRIMARY KEY (space_id, name)
);
