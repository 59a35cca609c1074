package dev.gitsync.examples.fitnesse;

import fitnesse.wiki.fs.FileVersion;
import java.io.File;
import java.io.InputStream;
import java.util.Date;

/** A folder for pages, in the form that a versions controller expects. */
record Folder(File folder) implements FileVersion {
    @Override
    public File getFile() {
        return folder;
    }

    @Override
    public InputStream getContent() {
        return InputStream.nullInputStream();
    }

    @Override
    public String getAuthor() {
        return "";
    }

    @Override
    @SuppressWarnings("JavaUtilDate") // FitNesse's own type.
    public Date getLastModificationTime() {
        return new Date();
    }
}
