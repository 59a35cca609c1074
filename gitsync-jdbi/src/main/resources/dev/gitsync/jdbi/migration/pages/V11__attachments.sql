-- Attachments of pages and of spaces, and their contents. For PostgreSQL 14 and newer. Goes with V1__pages.sql, which it follows.
--
-- Existing rows are neither read again nor written, except for one scan of gitsync_revisions that builds an empty index.
-- Constraints on that table are NOT VALID for the same reason: they hold for every row that is written from now on, and the
-- rows before had stricter ones.

-- Contents by their hash, once in each space. Rows without a hash are being stored.
CREATE TABLE gitsync_contents (
    id            uuid PRIMARY KEY,
    space_id      text COLLATE "C" NOT NULL REFERENCES gitsync_spaces (id),
    -- SHA-256.
    hash          text COLLATE "C" CHECK (hash ~ '^[0-9a-f]{64}$'),
    size          bigint NOT NULL CHECK (size >= 0),
    -- The git blob of the space's repository that has the same contents. Contents without chunks are read from there.
    blob          text COLLATE "C" CHECK (blob ~ '^[0-9a-f]{40}$'),
    has_chunks    boolean NOT NULL,
    -- Whether a revision has these contents, or the repository a pointer of Git LFS to them. Neither is ever deleted.
    is_referenced boolean NOT NULL DEFAULT false,
    -- When the contents were stored last; those that are not referenced are deleted a day later.
    stored_at     timestamptz NOT NULL DEFAULT clock_timestamp(),
    UNIQUE (space_id, hash),
    CONSTRAINT gitsync_contents_somewhere CHECK (has_chunks OR blob IS NOT NULL),
    CONSTRAINT gitsync_contents_draft CHECK (hash IS NOT NULL OR (NOT is_referenced AND blob IS NULL))
);

-- Serve the maintenance, which looks at nothing else.
CREATE INDEX gitsync_contents_unreferenced ON gitsync_contents (space_id, stored_at) WHERE NOT is_referenced;
CREATE INDEX gitsync_contents_twice ON gitsync_contents (space_id) WHERE has_chunks AND blob IS NOT NULL;

-- Contents in pieces of 64 KiB, the last one shorter.
CREATE TABLE gitsync_content_chunks (
    content_id uuid NOT NULL REFERENCES gitsync_contents (id) ON DELETE CASCADE,
    number     integer NOT NULL CHECK (number >= 0),
    bytes      bytea NOT NULL CHECK (octet_length(bytes) BETWEEN 1 AND 65536),
    PRIMARY KEY (content_id, number)
);

-- Large files are compressed already.
ALTER TABLE gitsync_content_chunks ALTER COLUMN bytes SET STORAGE EXTERNAL;

-- The sum of the sizes of the contents of a space, for its quota. Writers of contents lock the row first.
CREATE TABLE gitsync_content_usage (
    space_id text COLLATE "C" PRIMARY KEY REFERENCES gitsync_spaces (id),
    bytes    bigint NOT NULL CHECK (bytes >= 0)
);

-- What the wiki holds now. A deleted attachment stays here as it was deleted: that is the trash. Two live ones of a page have
-- different names, which is checked under the lock of the space.
CREATE TABLE gitsync_attachments (
    id         text COLLATE "C" PRIMARY KEY CHECK (id ~ '^[!-~]{1,128}$'),
    space_id   text COLLATE "C" NOT NULL REFERENCES gitsync_spaces (id),
    -- NULL is an attachment of the space itself.
    page_id    text COLLATE "C",
    name       text COLLATE "C" NOT NULL CHECK (name <> ''),
    hash       text COLLATE "C" NOT NULL,
    size       bigint NOT NULL,
    version    bigint NOT NULL CHECK (version >= 1),
    deleted_at timestamptz,
    -- Serves the foreign key of the revisions, and the listing by id.
    UNIQUE (space_id, id),
    FOREIGN KEY (space_id, page_id) REFERENCES gitsync_pages (space_id, id) DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY (space_id, hash) REFERENCES gitsync_contents (space_id, hash)
);

CREATE INDEX gitsync_attachments_names ON gitsync_attachments (space_id, page_id, name) WHERE deleted_at IS NULL;
CREATE INDEX gitsync_attachments_trash ON gitsync_attachments (space_id, page_id) WHERE deleted_at IS NOT NULL;

-- A revision is one of a page or of an attachment. That of an attachment has its page in parent_id and its name in title.
ALTER TABLE gitsync_revisions
    ALTER COLUMN page_id DROP NOT NULL,
    ADD COLUMN attachment_id text COLLATE "C",
    ADD COLUMN hash          text COLLATE "C",
    ADD COLUMN size          bigint,
    DROP CONSTRAINT gitsync_revisions_content,
    ADD CONSTRAINT gitsync_revisions_content CHECK (
        CASE kind
            WHEN 'revision' THEN title IS NOT NULL AND title <> ''
            ELSE title IS NULL AND text IS NULL AND parent_id IS NULL
        END) NOT VALID,
    ADD CONSTRAINT gitsync_revisions_subject CHECK (
        num_nonnulls(page_id, attachment_id) = 1
            AND num_nonnulls(hash, size) = CASE WHEN attachment_id IS NOT NULL AND kind = 'revision' THEN 2 ELSE 0 END
            AND (attachment_id IS NULL OR text IS NULL)) NOT VALID,
    ADD CONSTRAINT gitsync_revisions_attachment
        FOREIGN KEY (space_id, attachment_id) REFERENCES gitsync_attachments (space_id, id)
        DEFERRABLE INITIALLY DEFERRED NOT VALID,
    ADD CONSTRAINT gitsync_revisions_contents
        FOREIGN KEY (space_id, hash) REFERENCES gitsync_contents (space_id, hash) NOT VALID;

-- Reads the history of an attachment.
CREATE UNIQUE INDEX gitsync_revisions_of_attachment ON gitsync_revisions (attachment_id, version)
    WHERE attachment_id IS NOT NULL;
