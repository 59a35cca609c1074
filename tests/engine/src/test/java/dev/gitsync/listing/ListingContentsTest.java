package dev.gitsync.listing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.model.Space;
import dev.gitsync.model.SpaceId;
import dev.gitsync.repository.FileRepositoryStore;
import dev.gitsync.repository.InMemoryRepositoryStore;
import dev.gitsync.repository.RepositoryStore;
import dev.gitsync.repository.SpaceRepository;
import dev.gitsync.repository.SpaceRepository.RefMove;
import dev.gitsync.store.listing.ListingContents;
import dev.gitsync.store.listing.RepositoryListingContents;
import dev.gitsync.testkit.ListingContentsContract;
import dev.gitsync.testkit.TestContent;
import dev.gitsync.tests.ManualClock;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.TreeFormatter;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ListingContentsTest {
    @Nested
    final class InARepositoryInMemory extends InARepository {
        InARepositoryInMemory() {
            super(new InMemoryRepositoryStore());
        }
    }

    @Nested
    final class InARepositoryOnDisk extends InARepository {
        InARepositoryOnDisk(@TempDir Path root) {
            super(new FileRepositoryStore(root));
        }
    }

    abstract static class InARepository extends ListingContentsContract {
        private final ManualClock clock = ManualClock.at(ListingFixture.NOON);
        private final ListingContents contents;
        private final RepositoryStore repositories;
        private final Space docs = new Space(new SpaceId("docs"), "", "Docs");

        InARepository(RepositoryStore repositories) {
            this.repositories = repositories;
            contents = new RepositoryListingContents(repositories, clock);
        }

        /** An earlier commit of a push or a hidden file may point to contents that belong to no attachment. */
        @Test
        void contentsToWhichAFilePointsRemain() throws IOException {
            TestContent pointed = TestContent.of("pointed");
            TestContent unused = TestContent.of("unused");
            contents.store(docs, pointed);
            contents.store(docs, unused);
            commitPointer(pointed);
            clock.advance(Duration.ofDays(3));
            contents.store(docs, TestContent.of("another day"));

            assertThat(contents.sizes(docs, Set.of(pointed.hash(), unused.hash())))
                    .containsOnlyKeys(pointed.hash());
        }

        private void commitPointer(TestContent content) throws IOException {
            try (SpaceRepository repository = repositories.open(docs);
                    ObjectInserter inserter = repository.newInserter()) {
                TreeFormatter tree = new TreeFormatter();
                tree.append(
                        "logo.png",
                        FileMode.REGULAR_FILE,
                        inserter.insert(Constants.OBJ_BLOB, content.pointer().getBytes(StandardCharsets.US_ASCII)));
                CommitBuilder commit = new CommitBuilder();
                commit.setTreeId(inserter.insert(tree));
                commit.setAuthor(new PersonIdent("Ada", "ada@example.org", ListingFixture.NOON, ZoneOffset.UTC));
                commit.setCommitter(commit.getAuthor());
                commit.setMessage("Add a pointer");
                ObjectId id = inserter.insert(commit);
                inserter.flush();
                repository.move(List.of(new RefMove(Constants.R_HEADS + "main", ObjectId.zeroId(), id)));
            }
        }

        @Test
        void renewedContentsRemainForAnotherDay() throws IOException {
            TestContent renewed = TestContent.of("renewed");
            contents.store(docs, renewed);
            clock.advance(Duration.ofDays(3));
            contents.renew(
                    docs, Set.of(renewed.hash(), TestContent.of("missing").hash()));
            contents.store(docs, TestContent.of("another day"));

            assertThat(contents.sizes(docs, Set.of(renewed.hash()))).containsOnlyKeys(renewed.hash());
        }

        @Override
        protected ListingContents contents() {
            return contents;
        }

        @Override
        protected void pass(Duration time) {
            clock.advance(time);
        }
    }
}
