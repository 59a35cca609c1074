-- Attachments: files of an article or of the whole book, their contents in pieces, and their entries in the same history.

CREATE TABLE file (
    -- The sequence of the articles: no file has the number of an article.
    id       bigint PRIMARY KEY DEFAULT nextval('article_id'),
    book     text NOT NULL REFERENCES book (id),
    article  bigint REFERENCES article (id),
    name     text NOT NULL CHECK (length(name) BETWEEN 1 AND 2000),
    hash     text NOT NULL,
    size     bigint NOT NULL,
    revision integer NOT NULL,
    trashed  boolean NOT NULL DEFAULT false
);

CREATE UNIQUE INDEX file_name ON file (book, coalesce(article, 0), name) WHERE NOT trashed;
CREATE INDEX file_of_article ON file (article);
CREATE INDEX file_contents ON file (book, hash);

-- Contents by their SHA-256, once in each book. They become visible when the last piece is there.
CREATE TABLE file_content (
    upload    bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    book      text NOT NULL REFERENCES book (id),
    hash      text NOT NULL,
    size      bigint NOT NULL,
    stored_at timestamptz NOT NULL DEFAULT now(),
    complete  boolean NOT NULL DEFAULT false,
    -- Git has a pointer of Git LFS to them: they stay, whether or not a file has them.
    pointed   boolean NOT NULL DEFAULT false
);

CREATE UNIQUE INDEX file_content_once ON file_content (book, hash) WHERE complete;

CREATE TABLE file_piece (
    upload bigint NOT NULL REFERENCES file_content (upload) ON DELETE CASCADE,
    place  integer NOT NULL,
    bytes  bytea NOT NULL,
    PRIMARY KEY (upload, place)
);

-- Pieces are images and archives, which do not get smaller.
ALTER TABLE file_piece ALTER COLUMN bytes SET STORAGE EXTERNAL;

-- An entry of the history is one of an article or of a file. For a file, "above" is its article, and "title" its name.
ALTER TABLE article_history
    ALTER COLUMN article DROP NOT NULL,
    ADD COLUMN file bigint REFERENCES file (id),
    ADD COLUMN hash text,
    ADD COLUMN size bigint,
    ADD UNIQUE (file, revision),
    ADD CHECK ((article IS NULL) <> (file IS NULL));

CREATE INDEX history_of_contents ON article_history (book, hash) WHERE file IS NOT NULL;
