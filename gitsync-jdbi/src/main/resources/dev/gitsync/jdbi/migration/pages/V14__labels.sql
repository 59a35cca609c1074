-- Labels of pages. For PostgreSQL 14 and newer. Goes with V1__pages.sql, which it follows.
--
-- Existing rows are neither read again nor written, except for one scan of gitsync_pages that builds an empty index. The constraints
-- are NOT VALID for the same reason: all rows before have NULL.

-- The labels of a page. NULL if nothing is known of them, so that those in its text count; this is not the same as no labels.
ALTER TABLE gitsync_pages
    ADD COLUMN labels text[],
    ADD CONSTRAINT gitsync_pages_labels_known CHECK (array_position(labels, NULL) IS NULL) NOT VALID;

ALTER TABLE gitsync_revisions
    ADD COLUMN labels text[],
    ADD CONSTRAINT gitsync_revisions_labels CHECK (
        labels IS NULL
            OR (kind = 'revision' AND page_id IS NOT NULL AND array_position(labels, NULL) IS NULL)) NOT VALID;

-- Finds the pages with a label.
CREATE INDEX gitsync_pages_labels ON gitsync_pages USING gin (labels) WHERE deleted_at IS NULL AND labels <> '{}';

-- The keys of front matter whose values are labels, in order of preference, unless folder_pages is NULL. NULL is the default of the
-- operator, which is not the same as an empty list.
ALTER TABLE gitsync_spaces ADD COLUMN label_keys text[] CHECK (array_position(label_keys, NULL) IS NULL);
