-- Spaces, pages and their revisions. For PostgreSQL 14 and newer.
--
-- Run by Flyway from the location classpath:dev/gitsync/jdbi/migration, or by hand: psql -1 -v ON_ERROR_STOP=1 -f <file>,
-- the files in the order of their numbers.
--
-- Ids are compared byte by byte everywhere (COLLATE "C"), so that their order is that of PageId and never depends on the
-- locale of the server or on an upgrade of its libraries.

CREATE TABLE gitsync_spaces (
    id               text COLLATE "C" PRIMARY KEY CHECK (id ~ '^[A-Za-z0-9_-]{1,128}$'),
    tenant_id        text NOT NULL DEFAULT '',
    name             text NOT NULL,
    -- Git sync is strict opt-in: only {"gitSync": {"enabled": true}} switches it on. Other keys belong to the wiki.
    settings         jsonb NOT NULL DEFAULT '{}' CHECK (jsonb_typeof(settings) = 'object'),
    -- The seq of the newest revision. Whoever writes pages locks this row first; that is what makes the order of the seqs
    -- the order of the commits, so that a reader of the feed never skips a transaction that commits late.
    revision_counter bigint NOT NULL DEFAULT 0 CHECK (revision_counter >= 0),
    -- The newest lease that has written here. An older one is turned away under the same row lock.
    fencing_token    bigint NOT NULL DEFAULT 0 CHECK (fencing_token >= 0),
    created_at       timestamptz NOT NULL DEFAULT clock_timestamp(),
    deleted_at       timestamptz
);

-- The poll asks for these, again and again; most spaces of a large wiki may not be among them.
CREATE INDEX gitsync_spaces_enabled ON gitsync_spaces (id)
    WHERE deleted_at IS NULL AND settings @> '{"gitSync": {"enabled": true}}';

-- What the wiki holds now. A deleted page stays here with its last content: that is the trash.
CREATE TABLE gitsync_pages (
    id         text COLLATE "C" PRIMARY KEY CHECK (id ~ '^[!-~]{1,128}$'),
    space_id   text COLLATE "C" NOT NULL REFERENCES gitsync_spaces (id),
    parent_id  text COLLATE "C" CHECK (parent_id <> id),
    title      text NOT NULL CHECK (title <> ''),
    -- NULL is a folder page, which is not the same as an empty page.
    text       text,
    version    bigint NOT NULL CHECK (version >= 1),
    deleted_at timestamptz,
    -- Serves the foreign keys that keep families and histories within one space, and the listing by id.
    UNIQUE (space_id, id),
    -- Deferred, because a plan may name a child and its new parent in one statement.
    FOREIGN KEY (space_id, parent_id) REFERENCES gitsync_pages (space_id, id) DEFERRABLE INITIALLY DEFERRED
);

CREATE INDEX gitsync_pages_children ON gitsync_pages (space_id, parent_id) WHERE deleted_at IS NULL;
CREATE INDEX gitsync_pages_trash ON gitsync_pages (space_id, deleted_at) WHERE deleted_at IS NOT NULL;

-- Everything that ever happened to the pages of a space, in commit order: the change feed and the history. Rows are only
-- ever added.
CREATE TABLE gitsync_revisions (
    space_id     text COLLATE "C" NOT NULL,
    seq          bigint NOT NULL CHECK (seq >= 1),
    page_id      text COLLATE "C" NOT NULL,
    version      bigint NOT NULL CHECK (version >= 1),
    kind         text COLLATE "C" NOT NULL CHECK (kind IN ('revision', 'tombstone')),
    parent_id    text COLLATE "C",
    title        text,
    text         text,
    author_name  text NOT NULL,
    author_email text NOT NULL,
    -- What the author says; the order of the feed never depends on it.
    authored_at  timestamptz NOT NULL,
    message      text NOT NULL,
    -- The user of the wiki who is responsible, who for a push need not be the author.
    actor        text NOT NULL,
    git_commit   text COLLATE "C" CHECK (git_commit ~ '^[0-9a-fA-F]{40}$'),
    git_push     text COLLATE "C" CHECK (git_push ~ '^[0-9a-fA-F]{40}$'),
    created_at   timestamptz NOT NULL DEFAULT clock_timestamp(),
    -- Reads the feed.
    PRIMARY KEY (space_id, seq),
    -- Reads the history of a page.
    UNIQUE (page_id, version),
    -- Deferred, because a page is written from its revision and not the other way round.
    FOREIGN KEY (space_id, page_id) REFERENCES gitsync_pages (space_id, id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT gitsync_revisions_content CHECK (
        CASE kind
            WHEN 'revision' THEN title IS NOT NULL AND title <> ''
            ELSE title IS NULL AND text IS NULL AND parent_id IS NULL
        END),
    CONSTRAINT gitsync_revisions_origin CHECK ((git_commit IS NULL) = (git_push IS NULL))
);

-- No page is ever at a version that has no revision; who changed a page last is found through this.
ALTER TABLE gitsync_pages ADD CONSTRAINT gitsync_pages_revision
    FOREIGN KEY (id, version) REFERENCES gitsync_revisions (page_id, version) DEFERRABLE INITIALLY DEFERRED;
