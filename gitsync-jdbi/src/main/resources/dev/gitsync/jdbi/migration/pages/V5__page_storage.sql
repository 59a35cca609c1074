-- A page of usual size, some 2 kB, would be moved out of line just so: each write of it would try to compress it, write
-- it to another table and to the index of that. Up to 4 kB, text stays in the row; and an edit finds room for the new
-- row beside the old one, so that no index has to change (a HOT update). Both for rows that are written from now on.
ALTER TABLE gitsync_pages SET (toast_tuple_target = 4080, fillfactor = 70);
ALTER TABLE gitsync_revisions SET (toast_tuple_target = 4080);
