package dev.gitsync.examples.fitnesse;

import dev.gitsync.model.Space;
import dev.gitsync.model.SpaceId;
import dev.gitsync.repository.InMemoryRepositoryStore;
import dev.gitsync.store.PageStore;
import dev.gitsync.store.listing.ListingPageStore;
import dev.gitsync.store.listing.RepositoryListingContents;
import dev.gitsync.store.listing.RepositoryListingMemory;
import dev.gitsync.testkit.PageStoreContract;
import fitnesse.wiki.RecentChanges;
import fitnesse.wiki.WikiPage;
import fitnesse.wiki.fs.DiskFileSystem;
import fitnesse.wiki.fs.FileBasedWikiPage;
import fitnesse.wiki.fs.FileSystemPageFactory;
import fitnesse.wiki.fs.SimpleFileVersionsController;
import fitnesse.wiki.fs.VersionsController;
import fitnesse.wiki.fs.ZipFileVersionsController;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;

/** Runs the contract for pages with FitNesse's own pages on disk, in both of its formats. */
final class FitNessePageStoreTest {
    private static final AtomicInteger SPACES = new AtomicInteger();
    static final RecentChanges NO_RECENT_CHANGES = new RecentChanges() {
        @Override
        public void updateRecentChanges(WikiPage page) {}

        @Override
        public WikiPage toWikiPage(WikiPage root) {
            return root;
        }
    };

    @Nested
    final class WithWikiFiles extends Contract {
        WithWikiFiles(@TempDir Path folder) {
            super(folder, new ZipFileVersionsController(), false);
        }
    }

    @Nested
    final class WithContentAndProperties extends Contract {
        WithContentAndProperties(@TempDir Path folder) {
            super(folder, new SimpleFileVersionsController(), true);
        }
    }

    abstract static class Contract extends PageStoreContract {
        private final PageStore store;
        private final Supplier<WikiPage> wiki;

        Contract(Path folder, VersionsController kept, boolean isOldStyle) {
            var versions = new GuardedVersions(kept);
            var factory = new FileSystemPageFactory(new DiskFileSystem(), versions);
            File root = folder.resolve("FitNesseRoot").toFile();
            wiki = () -> factory.makePage(
                    root,
                    "FitNesseRoot",
                    null,
                    name -> Optional.of("true").filter(on -> isOldStyle && name.equals("wiki.page.old.style")));
            FitNessePages pages = new FitNessePages(
                    versions,
                    space -> new SpaceWriter(
                            new WikiTree(wiki, List.of(space.name())),
                            versions,
                            NO_RECENT_CHANGES,
                            new PageIds(folder.resolve(space.id() + "/ids")),
                            new Spellings(folder.resolve(space.id() + "/spellings"))),
                    new FitNesseFiles(versions, space -> Optional.empty()));
            store = ListingPageStore.builder(pages, new RepositoryListingMemory(new InMemoryRepositoryStore()))
                    .contents(new RepositoryListingContents(new InMemoryRepositoryStore()))
                    .build();
        }

        @Override
        protected PageStore store() {
            return store;
        }

        @Override
        protected Space newSpace() {
            int number = SPACES.incrementAndGet();
            File folder = ((FileBasedWikiPage) WikiTree.add(wiki.get(), "Space" + number)).getFileSystemPath();
            if (!folder.mkdirs()) {
                throw new AssertionError(folder + " can't be made");
            }
            return new Space(new SpaceId("space-" + number), "", "Space" + number);
        }

        /** Writing a page lists all pages. */
        @Override
        protected int pagesPerWriter() {
            return 12;
        }

        /** The limits of FitNesse; the README has the reasons. */
        @Override
        protected Set<PageStoreContract.Limit> limits() {
            return Set.of(
                    PageStoreContract.Limit.TITLES_ARE_RESTRICTED,
                    PageStoreContract.Limit.SIBLINGS_NEED_DISTINCT_TITLES,
                    PageStoreContract.Limit.PLANS_MAY_STOP_HALFWAY);
        }

        @Override
        protected Optional<String> refusedTitle() {
            return Optional.of("Not a word");
        }
    }
}
