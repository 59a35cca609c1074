package dev.gitsync.examples.fitnesse;

import dev.gitsync.model.Space;
import dev.gitsync.model.SpaceId;
import dev.gitsync.repository.InMemoryRepositoryStore;
import dev.gitsync.store.PageStore;
import dev.gitsync.store.listing.ListingPageStore;
import dev.gitsync.store.listing.RepositoryListingContents;
import dev.gitsync.store.listing.RepositoryListingMemory;
import dev.gitsync.testkit.AttachmentContract;
import fitnesse.wiki.WikiPage;
import fitnesse.wiki.fs.DiskFileSystem;
import fitnesse.wiki.fs.FileBasedWikiPage;
import fitnesse.wiki.fs.FileSystemPageFactory;
import fitnesse.wiki.fs.ZipFileVersionsController;
import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.io.TempDir;

/** Runs the contract for attachments with FitNesse's section of files. */
final class FitNesseFilesTest extends AttachmentContract {
    private static final AtomicInteger SPACES = new AtomicInteger();

    private final PageStore store;
    private final Supplier<WikiPage> wiki;

    FitNesseFilesTest(@TempDir Path folder) {
        var versions = new GuardedVersions(new ZipFileVersionsController());
        var factory = new FileSystemPageFactory(new DiskFileSystem(), versions);
        File root = folder.resolve("FitNesseRoot").toFile();
        wiki = () -> factory.makePage(root, "FitNesseRoot", null, name -> Optional.empty());
        FitNessePages pages = new FitNessePages(
                versions,
                space -> new SpaceWriter(
                        new WikiTree(wiki, List.of(space.name())),
                        versions,
                        FitNessePageStoreTest.NO_RECENT_CHANGES,
                        new PageIds(folder.resolve(space.id() + "/ids")),
                        new Spellings(folder.resolve(space.id() + "/spellings"))),
                new FitNesseFiles(
                        versions, space -> Optional.of(new SpaceFiles(folder.resolve(space.id() + "/files")))));
        InMemoryRepositoryStore repositories = new InMemoryRepositoryStore();
        store = ListingPageStore.builder(pages, new RepositoryListingMemory(repositories))
                .contents(new RepositoryListingContents(repositories))
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

    @Override
    protected Set<AttachmentContract.Limit> attachmentLimits() {
        return Set.of(AttachmentContract.Limit.ONLY_AT_THE_SPACE, AttachmentContract.Limit.NAMES_ARE_RESTRICTED);
    }

    @Override
    protected String name(String file) {
        return "files/" + file;
    }

    /** {@code ListingContentsContract} tests that contents are removed. */
    @Override
    protected boolean collectContents(Space space, Duration later) {
        return false;
    }
}
