package dev.gitsync.demo.wiki;

import dev.gitsync.model.PageId;

/**
 * A page that was looked for.
 *
 * @param excerpt the text around the first word that was found in it, or its beginning
 */
public record Hit(OpenSpace in, PageId page, String title, String excerpt) {}
