package dev.gitsync.listing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.model.Space;
import dev.gitsync.repository.FileRepositoryStore;
import dev.gitsync.repository.InMemoryRepositoryStore;
import dev.gitsync.store.listing.ListingMemory;
import dev.gitsync.store.listing.RepositoryListingMemory;
import dev.gitsync.testkit.ListingMemoryContract;
import dev.gitsync.tests.store.InMemoryListingMemory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ListingMemoryTest {
    @Nested
    final class InTheProcess extends ListingMemoryContract {
        private final ListingMemory memory = new InMemoryListingMemory();

        @Override
        protected ListingMemory memory() {
            return memory;
        }
    }

    @Nested
    final class InARepositoryInMemory extends ListingMemoryContract {
        private final ListingMemory memory = new RepositoryListingMemory(new InMemoryRepositoryStore());

        @Override
        protected ListingMemory memory() {
            return memory;
        }
    }

    @Nested
    final class InARepositoryOnDisk extends ListingMemoryContract {
        private final ListingMemory memory;
        private final Path root;

        InARepositoryOnDisk(@TempDir Path root) {
            this.root = root;
            memory = new RepositoryListingMemory(new FileRepositoryStore(root));
        }

        @Override
        protected ListingMemory memory() {
            return memory;
        }

        @Test
        void smallChangeOfALargeMemoryAddsLittle() throws IOException {
            Space space = newSpace();
            byte[] bytes = new byte[4 << 20];
            new Random(1).nextBytes(bytes);
            String version = memory.store(space, ListingMemory.NOTHING, bytes).orElseThrow();
            long before = size();
            byte[] longer = new byte[bytes.length + 7];
            System.arraycopy(bytes, 0, longer, 7, bytes.length);

            assertThat(memory.store(space, version, longer)).isPresent();

            assertThat(before).isGreaterThan(4 << 20);
            assertThat(size() - before).isLessThan(600 << 10);
            assertThat(memory.load(space).orElseThrow().bytes()).isEqualTo(longer);
        }

        private long size() throws IOException {
            try (Stream<Path> files = Files.walk(root)) {
                return files.filter(Files::isRegularFile)
                        .mapToLong(file -> file.toFile().length())
                        .sum();
            }
        }
    }
}
