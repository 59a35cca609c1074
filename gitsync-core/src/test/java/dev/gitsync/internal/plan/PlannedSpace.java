package dev.gitsync.internal.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.format.MarkdownFormat;
import dev.gitsync.format.SafePathNaming;
import dev.gitsync.internal.attachment.AttachmentPlan;
import dev.gitsync.internal.attachment.AttachmentRules;
import dev.gitsync.internal.identity.PushedCommits;
import dev.gitsync.internal.index.IndexedAttachment;
import dev.gitsync.internal.index.IndexedPage;
import dev.gitsync.internal.index.SpaceIndex;
import dev.gitsync.internal.links.KeptLinks;
import dev.gitsync.internal.pages.PageFiles;
import dev.gitsync.internal.placement.IndexedPageFiles;
import dev.gitsync.internal.proposal.ProposalException;
import dev.gitsync.internal.proposal.ProposalLimits;
import dev.gitsync.internal.tree.Paths;
import dev.gitsync.internal.tree.ReceivedBlobs;
import dev.gitsync.internal.work.WorkBudget;
import dev.gitsync.model.AttachmentContent;
import dev.gitsync.model.PageContent;
import dev.gitsync.model.PageId;
import dev.gitsync.model.Person;
import dev.gitsync.model.Provenance;
import dev.gitsync.repository.SpaceRepository.HintedInserter;
import dev.gitsync.store.PageChange;
import dev.gitsync.store.plan.AttachmentName;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Executor;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.dircache.DirCacheBuilder;
import org.eclipse.jgit.dircache.DirCacheEntry;
import org.eclipse.jgit.internal.storage.dfs.DfsRepositoryDescription;
import org.eclipse.jgit.internal.storage.dfs.InMemoryRepository;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.TreeFormatter;

/**
 * A tree, its index, and a wiki that accepts only valid plans: each page at most once, at its version, parents before
 * children, deletions last and children first.
 */
public final class PlannedSpace {
    final PageFiles files;
    final Map<PageId, PageContent> wiki = new HashMap<>();
    /** The attachments of the wiki; none if its files are not attachments. */
    final Map<PageId, AttachmentContent> attachments = new HashMap<>();

    private final Map<AttachmentName, PageId> names = new HashMap<>();
    AttachmentRules rules = AttachmentRules.none();
    final Set<PageId> notInTrash = new HashSet<>();
    ProposalLimits limits = sizes(10_000, 20_000);
    Executor threads = work -> {};
    public PushedCommits commits = PushedCommits.none();
    WorkBudget budget = WorkBudget.unlimited();

    private final HintedInserter inserter;
    private final ObjectReader reader;
    final SpaceIndex index;
    private final Map<PageId, Long> versions = new HashMap<>();
    private ObjectId main = ObjectId.zeroId();
    private int ids;
    private final Set<MainHistory.PastFile> past = new HashSet<>();

    static ProposalLimits sizes(int pageBytes, long fileBytes) {
        return new ProposalLimits(pageBytes, fileBytes, 64, 1024, 10_000, 100, KeptLinks.NONE);
    }

    public PlannedSpace() throws IOException {
        this(false, List.of());
    }

    private PlannedSpace(boolean hasAttachments, List<String> folderPages) throws IOException {
        files = new PageFiles(new MarkdownFormat(), new SafePathNaming())
                .withAttachments(hasAttachments)
                .withFolderPages(folderPages);
        InMemoryRepository repository = new InMemoryRepository(new DfsRepositoryDescription("space"));
        inserter = HintedInserter.ignoringHints(repository.newObjectInserter());
        reader = inserter.newReader();
        index = SpaceIndex.read(reader, files.naming(), ObjectId.zeroId());
    }

    /** A space whose files are attachments of the wiki. */
    static PlannedSpace withAttachments() throws IOException {
        return new PlannedSpace(true, List.of());
    }

    /** A space in which the files of these names are the page of their folder. */
    static PlannedSpace withFolderPages(String... names) throws IOException {
        return new PlannedSpace(false, List.of(names));
    }

    /** The same, with files that are attachments of the wiki. */
    static PlannedSpace withFolderPagesAndAttachments(String... names) throws IOException {
        return new PlannedSpace(true, List.of(names));
    }

    /** A tree of files by path. */
    public ObjectId tree(Map<String, String> content) throws IOException {
        DirCache cache = DirCache.newInCore();
        DirCacheBuilder builder = cache.builder();
        for (Map.Entry<String, String> file : content.entrySet()) {
            DirCacheEntry entry = new DirCacheEntry(file.getKey());
            entry.setFileMode(FileMode.REGULAR_FILE);
            ObjectId blob = inserter.insert(Constants.OBJ_BLOB, file.getValue().getBytes(StandardCharsets.UTF_8));
            entry.setObjectId(blob);
            builder.add(entry);
        }
        builder.finish();
        return content.isEmpty() ? ObjectId.zeroId() : cache.writeTree(inserter);
    }

    /** Returns a tree with one entry whose object is missing. */
    ObjectId entry(String name, FileMode mode) throws IOException {
        TreeFormatter tree = new TreeFormatter();
        tree.append(name, mode, ObjectId.fromString("1234567890".repeat(4)));
        return inserter.insert(tree);
    }

    /** A tree with one entry. */
    ObjectId entry(String name, FileMode mode, String text) throws IOException {
        TreeFormatter tree = new TreeFormatter();
        tree.append(name, mode, inserter.insert(Constants.OBJ_BLOB, text.getBytes(StandardCharsets.UTF_8)));
        return inserter.insert(tree);
    }

    PushPlan plan(Map<String, String> content) throws IOException, ProposalException {
        return plan(tree(content));
    }

    PushPlan plan(ObjectId tree) throws IOException, ProposalException {
        Authorship authorship = subjects -> subjects.stream()
                .collect(Collectors.toMap(
                        subject -> subject, subject -> Provenance.wiki(new Person("Ada", ""), Instant.EPOCH, subject)));
        return new PushPlanner(files, limits, threads)
                .withRules(rules)
                .plan(new PlanRequest(
                        reader,
                        main,
                        tree,
                        index,
                        authorship,
                        () -> new PageId("p" + ++ids),
                        notInTrash,
                        budget,
                        commits,
                        this::held,
                        new ReceivedBlobs()));
    }

    @SafeVarargs
    final PushPlan pushCommits(Map<String, String>... trees) throws IOException, ProposalException {
        List<Map<String, String>> all = new ArrayList<>();
        for (Map<String, String> content : trees) {
            all.add(content);
        }
        return pushCommits(all);
    }

    /** Pushes several commits, one after the other, at once. */
    PushPlan pushCommits(List<? extends Map<String, String>> trees) throws IOException, ProposalException {
        List<PushedCommits.Commit> newestFirst = new ArrayList<>();
        PushedCommits.Parent parent = new PushedCommits.Parent(commitId(0), main);
        for (Map<String, String> content : trees) {
            ObjectId id = commitId(newestFirst.size() + 1);
            PushedCommits.Commit commit = new PushedCommits.Commit(id, tree(content), List.of(parent));
            newestFirst.add(0, commit);
            parent = new PushedCommits.Parent(commit.id(), commit.tree());
        }
        commits = new PushedCommits(newestFirst);
        return push(trees.get(trees.size() - 1));
    }

    private void remember(Map<String, String> content) {
        content.forEach((path, text) -> past.add(new MainHistory.PastFile(
                path,
                inserter.idFor(Constants.OBJ_BLOB, text.getBytes(StandardCharsets.UTF_8))
                        .name())));
    }

    private Set<MainHistory.PastFile> held(Set<MainHistory.PastFile> files) {
        Set<MainHistory.PastFile> held = new HashSet<>(files);
        held.retainAll(past);
        return held;
    }

    /** Returns the id of the commit with this number. */
    public static ObjectId commitId(int number) {
        return ObjectId.fromString(String.format("%040x", number + 1));
    }

    /** Returns the tree that was pushed last. */
    public ObjectId main() {
        return main;
    }

    /** Changes texts of pages as an edit in the wiki does, without a push. */
    void edit(Map<String, String> content) throws IOException {
        for (Map.Entry<String, String> file : content.entrySet()) {
            IndexedPage page =
                    new IndexedPageFiles(index, files).page(file.getKey()).orElseThrow();
            PageContent stored = content(page.id());
            wiki.put(page.id(), new PageContent(stored.parent(), stored.title(), file.getValue()));
        }
        main = tree(content);
        remember(content);
        inserter.flush();
        assertRenders(content);
    }

    /** Creates a page without text and children in the wiki; git does not contain it. */
    PageId bare(String path, String title) throws IOException {
        PageId id = new PageId("bare" + ++ids);
        PageId parent = Paths.parent(path).isEmpty() ? null : at(Paths.parent(path));
        index.put(new IndexedPage(id, parent, parent, Paths.name(path), title, 1, false, false));
        wiki.put(id, new PageContent(parent, title, null));
        versions.put(id, 1L);
        return id;
    }

    /** Plans and applies a push, and checks that the wiki has exactly the pushed contents. */
    public PushPlan push(Map<String, String> content) throws IOException, ProposalException {
        PushPlan plan = plan(content);
        Set<PageId> seen = new HashSet<>();
        for (PageChange change : plan.changes()) {
            assertThat(seen.add(change.id())).as("once in the plan: %s", change).isTrue();
            apply(change);
        }
        Stream<PageId> pages =
                Stream.concat(plan.removed().stream(), plan.placed().stream()).map(IndexedPage::id);
        Stream<PageId> files = Stream.concat(
                        plan.attachments().removed().stream().map(AttachmentPlan.Removed::attachment),
                        plan.attachments().placed().stream())
                .map(IndexedAttachment::id);
        assertThat(Stream.concat(pages, files))
                .as("pages and attachments of which the index has to know the new version")
                .containsAll(seen);
        for (AttachmentPlan.Removed removed : plan.attachments().removed()) {
            assertThat(index.attachments().path(removed.attachment())).isEqualTo(removed.path());
            index.attachments()
                    .remove(removed.attachment(), removed.attachment().version(), removed.mode());
        }
        for (IndexedPage page : plan.removed()) {
            index.remove(page, page.version(), FileMode.REGULAR_FILE);
        }
        for (IndexedPage page : plan.placed()) {
            index.put(page);
        }
        for (IndexedAttachment attachment : plan.attachments().placed()) {
            index.attachments().put(attachment);
        }
        for (PageId page : seen) {
            index.version(page, Objects.requireNonNull(versions.get(page)));
        }
        main = tree(content);
        remember(content);
        commits = PushedCommits.none();
        inserter.flush();
        assertRenders(content);
        return plan;
    }

    public PageId at(String path) throws IOException {
        return index.at(path)
                .orElseThrow(() -> new AssertionError("No page at " + path))
                .id();
    }

    /** The pages by path, those of folders included. */
    SortedMap<String, PageId> pages() throws IOException {
        List<IndexedPage> pages = new ArrayList<>();
        index.forEach(pages::add);
        SortedMap<String, PageId> byPath = new TreeMap<>();
        for (IndexedPage page : pages) {
            assertThat(byPath.put(index.path(page), page.id())).isNull();
        }
        return byPath;
    }

    private void apply(PageChange change) {
        long version = versions.getOrDefault(change.id(), 0L);
        assertThat(change.expectedVersion()).as("version: %s", change).isEqualTo(version);
        change.accept(new Apply());
        versions.put(change.id(), version + 1);
    }

    /** Checks a step and carries it out. */
    private final class Apply implements PageChange.Visitor<Boolean> {
        @Override
        public Boolean visitCreate(PageChange.Create create) {
            return hold(create.id(), create.content());
        }

        @Override
        public Boolean visitUpdate(PageChange.Update update) {
            assertThat(wiki).as("live: %s", update).containsKey(update.id());
            assertThat(update.base()).isEqualTo(content(update.id()).text());
            assertThat(update.content()).isNotEqualTo(content(update.id()));
            return hold(update.id(), update.content());
        }

        @Override
        public Boolean visitDelete(PageChange.Delete delete) {
            assertThat(wiki.values())
                    .as("children of %s", delete)
                    .noneMatch(page -> delete.id().equals(page.parent()));
            assertThat(attachments.values())
                    .as("attachments of %s", delete)
                    .noneMatch(file -> delete.id().equals(file.page()));
            AttachmentContent deleted = attachments.remove(delete.id());
            if (deleted != null) {
                names.remove(AttachmentName.of(deleted));
            }
            return wiki.remove(delete.id()) != null || deleted != null;
        }

        @Override
        public Boolean visitPutAttachment(PageChange.PutAttachment put) {
            AttachmentContent content = put.content();
            assertThat(content).isNotEqualTo(attachments.get(put.id()));
            assertThat(content.page() == null || wiki.containsKey(content.page()))
                    .as("the page of %s comes first", put.id())
                    .isTrue();
            attachments.forEach((id, other) -> assertThat(
                            !id.equals(put.id()) && AttachmentName.of(other).equals(AttachmentName.of(content)))
                    .as("the name of %s is that of %s", put.id(), id)
                    .isFalse());
            return attachments.put(put.id(), content) == null;
        }

        @Override
        public Boolean visitRestore(PageChange.Restore restore) {
            assertThat(wiki).as("in the trash: %s", restore).doesNotContainKey(restore.id());
            return hold(restore.id(), restore.content());
        }
    }

    private boolean hold(PageId id, PageContent content) {
        assertThat(content.parent() == null || wiki.containsKey(content.parent()))
                .as("the parent of %s comes first", id)
                .isTrue();
        return wiki.put(id, content) == null;
    }

    PageContent content(PageId id) {
        return Objects.requireNonNull(wiki.get(id), () -> "No page " + id);
    }

    private void assertRenders(Map<String, String> content) throws IOException {
        Map<String, String> rendered = new TreeMap<>();
        SortedMap<String, PageId> pages = pages();
        assertThat(new HashSet<>(pages.values())).as("pages in the index").isEqualTo(wiki.keySet());
        for (Map.Entry<String, PageId> entry : pages.entrySet()) {
            IndexedPage page = index.page(entry.getValue()).orElseThrow();
            PageContent stored = content(page.id());
            assertThat(page.place()).as("place of %s", entry.getKey()).isEqualTo(stored.parent());
            assertThat(page.title()).isEqualTo(stored.title());
            assertThat(page.hasFile()).isEqualTo(stored.text() != null);
            assertThat(page.version()).isEqualTo(versions.get(page.id()));
            String text = stored.text();
            if (text != null) {
                byte[] file = files.render(stored.title(), text, page.name());
                rendered.put(files.file(entry.getKey(), page.form()), new String(file, StandardCharsets.UTF_8));
            }
        }
        Map<String, String> expected = new TreeMap<>(content);
        expected.keySet().removeIf(path -> !files.isPage(path));
        assertThat(rendered).isEqualTo(expected);
        assertAttachments(content);
    }

    /** The ids of the attachments by path. */
    SortedMap<String, PageId> attachmentIds() throws IOException {
        List<IndexedAttachment> found = new ArrayList<>();
        index.attachments().forEach(found::add);
        SortedMap<String, PageId> byPath = new TreeMap<>();
        for (IndexedAttachment attachment : found) {
            assertThat(byPath.put(index.attachments().path(attachment), attachment.id()))
                    .isNull();
        }
        return byPath;
    }

    private void assertAttachments(Map<String, String> content) throws IOException {
        SortedMap<String, PageId> ids = attachmentIds();
        assertThat(new HashSet<>(ids.values())).as("attachments in the index").isEqualTo(attachments.keySet());
        Map<String, String> hashes = new TreeMap<>();
        for (Map.Entry<String, PageId> entry : ids.entrySet()) {
            IndexedAttachment known = index.attachments().find(entry.getValue()).orElseThrow();
            AttachmentContent stored = Objects.requireNonNull(attachments.get(known.id()));
            assertThat(known.content()).isEqualTo(stored);
            assertThat(index.attachments().ownerOf(entry.getKey()).id())
                    .as("page of %s", entry.getKey())
                    .isEqualTo(stored.page());
            assertThat(index.attachments().at(entry.getKey())).contains(known);
            assertThat(known.version()).isEqualTo(versions.get(known.id()));
            hashes.put(entry.getKey(), stored.hash().value());
        }
        Map<String, String> expected = new TreeMap<>();
        content.forEach((path, text) -> {
            if (files.isAttachment(FileMode.REGULAR_FILE.getBits(), path)) {
                expected.put(path, hash(text));
            }
        });
        assertThat(hashes).isEqualTo(expected);
    }

    private static String hash(String text) {
        try {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
