package dev.gitsync.examples.jspwiki;

import dev.gitsync.error.StoreException;
import dev.gitsync.model.AttachmentContent;
import dev.gitsync.model.PageId;
import dev.gitsync.model.Person;
import dev.gitsync.model.Space;
import dev.gitsync.store.attachment.ContentDigest;
import dev.gitsync.store.listing.AttachmentListing;
import dev.gitsync.store.listing.ListedAttachment;
import dev.gitsync.store.listing.ListedAttachment.ListedContent;
import dev.gitsync.store.listing.PageListing.Signature;
import dev.gitsync.store.listing.PageListing.WriteOutcome;
import dev.gitsync.store.plan.AttachmentName;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.apache.wiki.WikiEngine;
import org.apache.wiki.api.core.Attachment;
import org.apache.wiki.api.core.Page;
import org.apache.wiki.api.exceptions.ProviderException;
import org.apache.wiki.api.exceptions.WikiException;
import org.apache.wiki.api.spi.Wiki;
import org.apache.wiki.attachment.AttachmentManager;
import org.apache.wiki.pages.PageManager;
import org.jspecify.annotations.Nullable;

/**
 * Lists and writes the attachments of JSPWiki. They have no ids: gitsync knows one by its page and name, and by its contents when it was
 * renamed. Thread-safe.
 */
final class WikiFiles implements AttachmentListing {
    private static final WriteOutcome DONE = new WriteOutcome.Done();
    private static final WriteOutcome CHANGED = new WriteOutcome.Changed();
    private static final int MAX_LENGTH = 100;

    private final WikiEngine engine;
    private final AttachmentManager attachments;
    private final PageIds ids;
    private final WikiUsers users;

    WikiFiles(WikiEngine engine, PageIds ids, WikiUsers users) {
        this.engine = engine;
        this.attachments = engine.getManager(AttachmentManager.class);
        this.ids = ids;
        this.users = users;
    }

    /** The attachments of pages whose ids are known. */
    List<ListedAttachment> list(Collection<Page> pages, PageIds known) {
        List<ListedAttachment> found = new ArrayList<>();
        for (Page page : pages) {
            PageId id = Objects.requireNonNull(known.of(page.getName())).id();
            try {
                for (Attachment attachment : attachments.listAttachments(page)) {
                    if (isName(attachment.getFileName())) {
                        found.add(listed(id, attachment));
                    }
                }
            } catch (ProviderException e) {
                throw new StoreException("JSPWiki can't list the attachments of " + page.getName(), e);
            }
        }
        return found;
    }

    private static ListedAttachment listed(PageId page, Attachment attachment) {
        String author = attachment.getAuthor();
        String version =
                attachment.getVersion() + " " + attachment.getLastModified().toInstant();
        return new ListedAttachment(
                null,
                new AttachmentName(page, attachment.getFileName()),
                new ListedContent(attachment.getSize(), null, version),
                author == null ? null : new Person(author, ""),
                attachment.getLastModified().toInstant());
    }

    @Override
    public InputStream open(Space space, ListedAttachment attachment) throws IOException {
        synchronized (lock()) {
            return find(attachment.name().page(), attachment.name().name())
                    .map(this::stream)
                    .orElseThrow(() -> new FileNotFoundException("The attachment is not in JSPWiki any more"));
        }
    }

    @Override
    public WriteOutcome put(Space space, AttachmentWrite write, Signature by) throws IOException {
        synchronized (lock()) {
            @Nullable AttachmentContent expected = write.expected();
            AttachmentContent to = write.content();
            Optional<String> page = name(to.page());
            boolean isSamePlace =
                    expected != null && expected.name().equals(to.name()) && Objects.equals(expected.page(), to.page());
            if (page.isEmpty()
                    || (expected != null && !isAt(expected))
                    || (!isSamePlace && find(to.page(), to.name()).isPresent())) {
                return CHANGED;
            }
            try {
                users.require(by.actor(), page.get(), "upload");
            } catch (RuleException e) {
                return new WriteOutcome.Refused(String.valueOf(e.getMessage()));
            }
            try (InputStream in = write.source().open()) {
                Attachment fresh = Wiki.contents().attachment(engine, page.get(), to.name());
                fresh.setAuthor(users.author(by.actor()));
                attachments.storeAttachment(fresh, in);
            } catch (ProviderException e) {
                throw new StoreException("JSPWiki can't store the attachment " + to.name(), e);
            }
            if (expected != null && !isSamePlace) {
                find(expected.page(), expected.name()).ifPresent(this::remove);
            }
            return DONE;
        }
    }

    @Override
    public WriteOutcome delete(Space space, PageId id, AttachmentContent expected, Signature by) {
        synchronized (lock()) {
            Optional<Attachment> found = find(expected.page(), expected.name());
            if (found.isEmpty()) {
                return DONE;
            }
            try {
                if (!isAt(expected)) {
                    return CHANGED;
                }
                users.require(by.actor(), name(expected.page()).orElseThrow(), "delete");
            } catch (RuleException e) {
                return new WriteOutcome.Refused(String.valueOf(e.getMessage()));
            } catch (IOException e) {
                throw new StoreException("JSPWiki can't read the attachment " + expected.name(), e);
            }
            remove(found.get());
            return DONE;
        }
    }

    @Override
    public Optional<String> rejection(AttachmentContent content) {
        if (content.page() == null) {
            return Optional.of("JSPWiki has attachments only of pages. Move this file into the folder of a page.");
        }
        return isName(content.name())
                ? Optional.empty()
                : Optional.of("JSPWiki can't have an attachment with this name: it allows up to " + MAX_LENGTH
                        + " characters, no folders, none of # ? \" ' and backslash, and no files that end with .jsp.");
    }

    private static boolean isName(String name) {
        try {
            return name.equals(AttachmentManager.validateFileName(name)) && name.length() <= MAX_LENGTH;
        } catch (WikiException e) {
            return false;
        }
    }

    private boolean isAt(AttachmentContent expected) throws IOException {
        Optional<Attachment> found = find(expected.page(), expected.name());
        if (found.isEmpty() || found.get().getSize() != expected.size()) {
            return false;
        }
        try (InputStream in = stream(found.get())) {
            return ContentDigest.of(in).hash().equals(expected.hash());
        }
    }

    private Optional<Attachment> find(@Nullable PageId page, String name) {
        return name(page).flatMap(owner -> {
            try {
                return Optional.ofNullable(attachments
                        .getCurrentProvider()
                        .getAttachmentInfo(Wiki.contents().page(engine, owner), name, -1));
            } catch (ProviderException e) {
                throw new StoreException("JSPWiki can't find the attachment " + name, e);
            }
        });
    }

    private InputStream stream(Attachment attachment) {
        try {
            return attachments.getAttachmentStream(null, attachment);
        } catch (ProviderException | IOException e) {
            throw new StoreException("JSPWiki can't read the attachment " + attachment.getName(), e);
        }
    }

    private void remove(Attachment attachment) {
        try {
            attachments.deleteAttachment(attachment);
        } catch (ProviderException e) {
            throw new StoreException("JSPWiki can't delete the attachment " + attachment.getName(), e);
        }
    }

    private Optional<String> name(@Nullable PageId page) {
        return page == null ? Optional.empty() : ids.name(page);
    }

    private Object lock() {
        return engine.getManager(PageManager.class).getProvider();
    }
}
