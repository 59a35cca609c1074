package dev.gitsync.examples.jspwiki;

import dev.gitsync.error.StoreException;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.apache.wiki.WikiEngine;
import org.apache.wiki.api.core.Attachment;
import org.apache.wiki.api.core.Context;
import org.apache.wiki.api.core.Page;
import org.apache.wiki.api.exceptions.ProviderException;
import org.apache.wiki.api.exceptions.WikiException;
import org.apache.wiki.api.providers.PageProvider;
import org.apache.wiki.api.spi.Wiki;
import org.apache.wiki.attachment.AttachmentManager;
import org.apache.wiki.content.PageRenamer;
import org.apache.wiki.pages.PageManager;
import org.apache.wiki.workflow.DecisionRequiredException;
import org.jspecify.annotations.Nullable;

/** Reads and writes the pages of an engine as JSPWiki's own pages do: with its filters, its approval and its history. */
final class EnginePages {
    private final WikiEngine engine;
    private final PageManager pages;

    EnginePages(WikiEngine engine) {
        this.engine = engine;
        this.pages = engine.getManager(PageManager.class);
    }

    /** What {@code VersioningFileProvider} locks while it reads or writes a page. */
    Object lock() {
        return pages.getProvider();
    }

    Collection<Page> all() {
        try {
            return pages.getAllPages();
        } catch (ProviderException e) {
            throw new StoreException("JSPWiki can't list its pages", e);
        }
    }

    /** The text with line feeds, or empty if there is no such page. */
    Optional<String> text(String name) {
        try {
            if (!pages.pageExists(name)) {
                return Optional.empty();
            }
            @Nullable String text = pages.getPageText(name, PageProvider.LATEST_VERSION);
            if (text == null) {
                throw new StoreException("JSPWiki can't read the page " + name, null);
            }
            return Optional.of(text.replace("\r\n", "\n"));
        } catch (ProviderException e) {
            throw new StoreException("JSPWiki can't read the page " + name, e);
        }
    }

    /** Whether every user may read the page, so that it can be in git. */
    boolean isForAll(Page page, String text) {
        return PageRules.isForAll(engine, page, text);
    }

    /** Writes a version of a page, and returns its text as JSPWiki stores it. */
    String save(String name, String text, Note note) {
        try {
            pages.saveText(context(name, note), text);
        } catch (DecisionRequiredException e) {
            throw new RuleException(
                    "JSPWiki wants changes of '" + name + "' to be approved. Make this one in the browser.");
        } catch (WikiException e) {
            throw new RuleException("JSPWiki refuses the page '" + name + "': " + e.getMessage());
        }
        return text(name).orElseThrow(() -> new StoreException("JSPWiki has not stored the page " + name, null));
    }

    /** Renames a page with its versions and attachments, without the links to it. */
    void rename(String from, String to, Note note) {
        try {
            engine.getManager(PageRenamer.class).renamePage(context(from, note), from, to, false);
            takeAttachments(from, to);
        } catch (WikiException | IOException e) {
            throw new StoreException("JSPWiki can't rename the page " + from + " to " + to, e);
        }
    }

    /** JSPWiki leaves the attachments behind where an earlier page of the new name had some. */
    private void takeAttachments(String from, String to) throws ProviderException, IOException {
        AttachmentManager attachments = engine.getManager(AttachmentManager.class);
        List<Attachment> left = attachments.listAttachments(Wiki.contents().page(engine, from));
        for (Attachment attachment : left) {
            Attachment moved = Wiki.contents().attachment(engine, to, attachment.getFileName());
            moved.setAuthor(attachment.getAuthor());
            attachments.storeAttachment(moved, attachments.getAttachmentStream(null, attachment));
            attachments.deleteAttachment(attachment);
        }
    }

    void delete(String name) {
        try {
            pages.deletePage(name);
            if (pages.pageExists(name)) {
                throw new StoreException("JSPWiki has not deleted the page " + name, null);
            }
        } catch (ProviderException e) {
            throw new StoreException("JSPWiki can't delete the page " + name, e);
        }
    }

    private Context context(String name, Note note) {
        Page page = Optional.ofNullable(pages.getPage(name))
                .orElseGet(() -> Wiki.contents().page(engine, name));
        page.setAuthor(note.author());
        page.setAttribute(Page.CHANGENOTE, note.text());
        return Wiki.context().create(engine, page);
    }

    /** The author and the change note of a version. */
    record Note(String author, String text) {}
}
