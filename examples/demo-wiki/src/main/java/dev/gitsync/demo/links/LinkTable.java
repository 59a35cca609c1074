package dev.gitsync.demo.links;

import dev.gitsync.markdown.MarkdownDocument;
import dev.gitsync.markdown.link.LinkDestination;
import dev.gitsync.markdown.link.LinkKind;
import dev.gitsync.markdown.link.MarkdownLink;
import dev.gitsync.markdown.resolve.LinkRules;
import dev.gitsync.model.Page;
import dev.gitsync.model.PageContent;
import dev.gitsync.model.PageId;
import dev.gitsync.model.Space;
import dev.gitsync.model.SpaceId;
import dev.gitsync.store.PageChange;
import dev.gitsync.store.PageStore;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the links of all live pages of the wiki in a table, in the transaction that writes the pages. Thread-safe.
 */
public final class LinkTable {
    private static final int MAX_PATH = 1_000;
    private static final int MAX_ROWS = 10_000;
    private static final int BATCH = 200;

    private final Jdbi jdbi;
    private final LinkNames names;

    /** Keeps links in the database of the wiki. */
    public LinkTable(Jdbi jdbi, LinkRules rules) {
        this.jdbi = jdbi;
        this.names = new LinkNames(rules);
    }

    /** The links of the pages that changes write; an empty set for a page that they delete. */
    static Map<PageId, Set<StoredLink>> read(List<PageChange> changes) {
        Map<PageId, Set<StoredLink>> links = new LinkedHashMap<>();
        for (PageChange change : changes) {
            if (!(change instanceof PageChange.PutAttachment)) {
                PageId page = change.id();
                links.put(
                        page,
                        change.contentAfter()
                                .map(after -> links(page, after.text()))
                                .orElse(Set.of()));
            }
        }
        return links;
    }

    /** Replaces the links of pages, within the transaction of the calling thread if it has begun one. */
    void put(SpaceId space, Map<PageId, Set<StoredLink>> links) {
        if (links.isEmpty()) {
            return;
        }
        List<StoredLink> all = links.values().stream().flatMap(Set::stream).toList();
        jdbi.useHandle(handle -> {
            handle.createUpdate("delete from demo.page_link where page = any(:pages)")
                    .bindBySqlType("pages", ids(links.keySet()), Types.ARRAY)
                    .execute();
            for (int from = 0; from < all.size(); from += MAX_ROWS) {
                insert(handle, space, all.subList(from, Math.min(all.size(), from + MAX_ROWS)));
            }
        });
    }

    private void insert(Handle handle, SpaceId space, List<StoredLink> rows) {
        handle.createUpdate("""
                        insert into demo.page_link (space, page, name, wiki, target)
                        select :space, page, name, wiki, target
                        from unnest(:pages, :names, :wikis, :targets) as r (page, name, wiki, target)""")
                .bind("space", space.value())
                .bindBySqlType("pages", ids(rows.stream().map(StoredLink::page).toList()), Types.ARRAY)
                .bindBySqlType("names", strings(rows, names::ofLink), Types.ARRAY)
                .bindBySqlType("wikis", rows.stream().map(StoredLink::isWiki).toArray(Boolean[]::new), Types.ARRAY)
                .bindBySqlType("targets", strings(rows, StoredLink::path), Types.ARRAY)
                .execute();
    }

    private static String[] strings(List<StoredLink> rows, Function<StoredLink, String> column) {
        return rows.stream().map(column).toArray(String[]::new);
    }

    /** The different links of a text that lead somewhere in the space. */
    private static Set<StoredLink> links(PageId page, @Nullable String text) {
        Set<StoredLink> links = new LinkedHashSet<>();
        if (text != null) {
            for (MarkdownLink link : MarkdownDocument.parse(text).links()) {
                LinkDestination destination = link.destination();
                String path = destination.path();
                boolean isOutside =
                        link.kind() == LinkKind.AUTOLINK || (!link.kind().isWiki() && destination.isExternal());
                if (!isOutside && !path.isEmpty() && path.length() <= MAX_PATH && path.indexOf('\0') < 0) {
                    links.add(new StoredLink(page, link.kind().isWiki(), path));
                }
            }
        }
        return links;
    }

    /** The names of the links that may lead to these files and folders; see {@link LinkNames}. */
    Set<String> names(Collection<String> paths) {
        Set<String> all = new LinkedHashSet<>();
        paths.forEach(path -> all.addAll(names.ofFile(path)));
        return all;
    }

    /**
     * The links of a space with one of these names, and bare links of some pages.
     *
     * @param near pages whose bare links count
     */
    List<StoredLink> named(SpaceId space, Set<String> wanted, Collection<PageId> near) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select page, wiki, target from demo.page_link where space = :space and name = any(:names)
                        union
                        select page, wiki, target from demo.page_link where page = any(:near) and name = any(:bare)""")
                .bind("space", space.value())
                .bindBySqlType("names", wanted.toArray(String[]::new), Types.ARRAY)
                .bindBySqlType("near", ids(near), Types.ARRAY)
                .bindBySqlType("bare", names.bare().toArray(String[]::new), Types.ARRAY)
                .map(LinkTable::link)
                .list());
    }

    /** The links of a space with one of these names, and all links of some pages. */
    List<StoredLink> namedOrOf(SpaceId space, Set<String> wanted, Collection<PageId> pages) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select page, wiki, target from demo.page_link where space = :space and name = any(:names)
                        union
                        select page, wiki, target from demo.page_link where page = any(:pages)""")
                .bind("space", space.value())
                .bindBySqlType("names", wanted.toArray(String[]::new), Types.ARRAY)
                .bindBySqlType("pages", ids(pages), Types.ARRAY)
                .map(LinkTable::link)
                .list());
    }

    private static StoredLink link(ResultSet row, StatementContext context) throws SQLException {
        return new StoredLink(new PageId(row.getString("page")), row.getBoolean("wiki"), row.getString("target"));
    }

    /** The live ones of these pages with their texts. */
    List<Page> pages(Collection<PageId> wanted) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select id, parent_id, title, text, version from gitsync_pages
                        where id = any(:ids) and deleted_at is null order by id""")
                .bindBySqlType("ids", ids(wanted), Types.ARRAY)
                .map((row, context) -> {
                    String parent = row.getString("parent_id");
                    PageContent content = new PageContent(
                            parent == null ? null : new PageId(parent), row.getString("title"), row.getString("text"));
                    return new Page(new PageId(row.getString("id")), row.getLong("version"), content);
                })
                .list());
    }

    /** Reads the pages of a space that was written before there was this table. Nothing else may write to the space meanwhile. */
    public void fill(Space space, PageStore store) {
        if (isFilled(space.id())) {
            return;
        }
        @Nullable PageId after = null;
        List<Page> batch;
        do {
            batch = store.pages(space, after, BATCH);
            Map<PageId, Set<StoredLink>> links = new LinkedHashMap<>();
            batch.forEach(
                    page -> links.put(page.id(), links(page.id(), page.content().text())));
            jdbi.useTransaction(handle -> put(space.id(), links));
            after = batch.isEmpty() ? null : batch.get(batch.size() - 1).id();
        } while (after != null);
        jdbi.useHandle(handle -> handle.execute(
                "insert into demo.linked_space values (?) on conflict do nothing",
                space.id().value()));
    }

    private boolean isFilled(SpaceId space) {
        return jdbi.withHandle(handle -> handle.createQuery("select 1 from demo.linked_space where space = :space")
                .bind("space", space.value())
                .mapTo(Integer.class)
                .findOne()
                .isPresent());
    }

    private static String[] ids(Collection<PageId> pages) {
        return pages.stream().map(PageId::value).toArray(String[]::new);
    }
}
