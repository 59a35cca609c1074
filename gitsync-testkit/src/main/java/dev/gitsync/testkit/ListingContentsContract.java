package dev.gitsync.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.gitsync.model.ContentHash;
import dev.gitsync.model.Space;
import dev.gitsync.model.SpaceId;
import dev.gitsync.store.attachment.ContentSource;
import dev.gitsync.store.attachment.InvalidContentException;
import dev.gitsync.store.listing.ListingContents;
import java.io.ByteArrayInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/**
 * Contract tests for {@link ListingContents}. Extend this class for your own implementation and run it. {@link AttachmentContract},
 * run over a store with this implementation, tests the rest.
 */
public abstract class ListingContentsContract {
    private static final TestContent ONE = TestContent.of("one");
    private static final TestContent TWO = TestContent.of("two");

    private final Space space = new Space(new SpaceId(UUID.randomUUID().toString()), "", "A space");

    /** Creates the contract; for subclasses. */
    protected ListingContentsContract() {}

    /** Returns the storage under test; the same instance for every call within a test. */
    protected abstract ListingContents contents();

    /** Lets this time pass, after which the storage removes what it may, by itself or with the next {@link ListingContents#store}. */
    protected abstract void pass(Duration time);

    @Test
    void readsContentsFromAnyOffset() throws IOException {
        contents().store(space, ONE);
        contents().keep(space, Set.of(ONE.hash()));
        contents().store(space, TWO);

        assertThat(contents().sizes(space, Set.of(ONE.hash(), TWO.hash())))
                .isEqualTo(Map.of(ONE.hash(), 3L, TWO.hash(), 3L));
        assertThat(read(ONE.hash(), 0)).isEqualTo("one");
        assertThat(read(TWO.hash(), 1)).isEqualTo("wo");
        assertThat(read(TWO.hash(), 99)).isEmpty();
    }

    @Test
    void removesContentsAfterADayUnlessTheyAreKept() throws IOException {
        contents().store(space, ONE);
        contents().store(space, TWO);
        contents().keep(space, Set.of(ONE.hash()));
        pass(Duration.ofHours(23));
        contents().store(space, TestContent.of("another day"));
        assertThat(read(TWO.hash(), 0)).isEqualTo("two");
        pass(Duration.ofDays(31));
        contents().store(space, TestContent.of("another month"));

        assertThat(read(ONE.hash(), 0)).isEqualTo("one");
        assertThat(contents().sizes(space, Set.of(TWO.hash()))).isEmpty();
        assertThatExceptionOfType(FileNotFoundException.class).isThrownBy(() -> read(TWO.hash(), 0));
    }

    @Test
    void restartsTheGraceTimeOfContentsThatAreStoredAgain() throws IOException {
        contents().store(space, TWO);
        pass(Duration.ofDays(20));
        contents().store(space, TWO);
        pass(Duration.ofHours(23));
        contents().store(space, ONE);

        assertThat(read(TWO.hash(), 0)).isEqualTo("two");
    }

    @Test
    void checksContentsAndSeparatesSpaces() throws IOException {
        contents().store(space, ONE);
        Space other = new Space(new SpaceId(UUID.randomUUID().toString()), "", "Another space");
        ContentSource wrong = new Stated(TWO.hash(), 3, new ByteArrayInputStream(ONE.bytes()));

        assertThatExceptionOfType(InvalidContentException.class)
                .isThrownBy(() -> contents().store(space, wrong));
        assertThat(contents().sizes(space, Set.of(TWO.hash()))).isEmpty();
        assertThat(contents().sizes(other, Set.of(ONE.hash()))).isEmpty();
    }

    private String read(ContentHash hash, long offset) throws IOException {
        try (InputStream in = contents().open(space, hash, offset)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** Contents that claim a hash and a size. Their stream can be opened once. */
    private record Stated(ContentHash hash, long size, InputStream open) implements ContentSource {}
}
