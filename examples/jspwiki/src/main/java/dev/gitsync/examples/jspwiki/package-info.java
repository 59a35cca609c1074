/**
 * JSPWiki as a git server: gitsync around JSPWiki's engine, through the engine's own managers of pages and attachments. Start reading
 * at {@code JspWikiWithGit}.
 */
@NullMarked
package dev.gitsync.examples.jspwiki;

import org.jspecify.annotations.NullMarked;
