-- How each space keeps its pages as files. For PostgreSQL 14 and newer.

-- The names of files that are the page of their folder, in order of preference. NULL is the default of the operator, which
-- is not the same as an empty list.
ALTER TABLE gitsync_spaces ADD COLUMN folder_pages text[] CHECK (array_position(folder_pages, NULL) IS NULL);

-- Whether files called .order are attachments, unless folder_pages is NULL.
ALTER TABLE gitsync_spaces ADD COLUMN order_files boolean NOT NULL DEFAULT false;
