package dev.gitsync.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.gitsync.model.ContentHash;
import dev.gitsync.model.PageId;
import dev.gitsync.model.Space;
import dev.gitsync.store.attachment.AttachmentStore;
import dev.gitsync.store.attachment.ContentSource;
import dev.gitsync.store.attachment.InvalidContentException;
import java.io.ByteArrayInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The guarantees for contents: stored whole or not at all, under their hash, in one space, as long as they are needed. */
abstract class AttachmentContentContract extends PageStoreFixture {
    /** A size of several chunks, whatever the size of a chunk, that is no multiple of one. */
    private static final int LARGE = 300_001;

    AttachmentStore attachments;

    @SuppressWarnings("NullAway.Init") // Set before each test.
    AttachmentContentContract() {}

    /**
     * Removes the contents that no revision names, as the store does by itself, as if {@code later} had passed since they were
     * stored. Returns false if the store never removes contents.
     */
    protected abstract boolean collectContents(Space contentSpace, Duration later);

    /** Returns the page whose attachments are tested: {@code page}, or null for the space itself if no page can have attachments. */
    abstract @Nullable PageId owner(PageId page);

    /** Returns a name of an attachment that this wiki allows, by default the same one; it must contain {@code file} at its end. */
    protected String name(String file) {
        return file;
    }

    @BeforeEach
    final void openAttachments() {
        attachments = store.attachments().orElseThrow(() -> new AssertionError("The store has no attachments"));
    }

    @Test
    void contentsComeBackUnchanged() throws IOException {
        for (TestContent content : List.of(TestContent.of(""), TestContent.of("a"), large(1), large(2))) {
            attachments.store(space, content);

            assertThat(attachments.contains(space, content.hash())).isTrue();
            assertThat(read(content.hash(), 0)).isEqualTo(content.bytes());
        }
    }

    @Test
    void contentsAreReadFromAnOffset() throws IOException {
        TestContent content = large(3);
        attachments.store(space, content);
        byte[] bytes = content.bytes();

        for (int offset : List.of(1, 65_535, 65_536, 65_537, 131_072, LARGE - 1, LARGE)) {
            assertThat(read(content.hash(), offset)).isEqualTo(Arrays.copyOfRange(bytes, offset, LARGE));
        }
        assertThat(read(content.hash(), LARGE + 1L)).isEmpty();
        assertThat(read(content.hash(), 1L << 40)).isEmpty();
    }

    @Test
    void sizesOfManyContentsAreReadTogether() throws IOException {
        attachments.store(space, TestContent.of(""));
        attachments.store(space, TestContent.of("four"));

        assertThat(attachments.sizes(
                        space,
                        Set.of(
                                TestContent.of("").hash(),
                                TestContent.of("four").hash(),
                                TestContent.of("missing").hash())))
                .isEqualTo(Map.of(
                        TestContent.of("").hash(), 0L, TestContent.of("four").hash(), 4L));
        assertThat(attachments.sizes(space, Set.of())).isEmpty();
    }

    @Test
    void storingContentsAgainChangesNothing() throws IOException {
        TestContent content = large(4);
        attachments.store(space, content);
        attachments.store(space, content);

        assertThat(read(content.hash(), 0)).isEqualTo(content.bytes());
    }

    @Test
    void contentsWithAnotherHashAreNotStored() {
        ContentHash stated = large(5).hash();

        assertNotStored(stated, new Stated(stated, LARGE, large(6).open()));
        assertThat(attachments.contains(space, large(6).hash())).isFalse();
    }

    @Test
    void contentsWithAnotherSizeAreNotStored() {
        TestContent content = large(7);

        assertNotStored(content.hash(), new Stated(content.hash(), LARGE - 1, content.open()));
        assertNotStored(content.hash(), new Stated(content.hash(), LARGE + 1, content.open()));
        assertNotStored(content.hash(), new Stated(content.hash(), 0, content.open()));
    }

    /** An endless source is not read to its end. */
    @Test
    @Timeout(60)
    void contentsThatDoNotEndAreNotStored() {
        TestContent content = large(8);
        InputStream endless = new InputStream() {
            @Override
            public int read() {
                return 0;
            }

            @Override
            public int read(byte[] target, int offset, int length) {
                return length;
            }
        };

        assertNotStored(
                content.hash(), new Stated(content.hash(), LARGE, new SequenceInputStream(content.open(), endless)));
    }

    @Test
    void sourceThatFailsLeavesNothingBehind() throws IOException {
        TestContent content = large(9);
        IOException failure = new IOException("the upload was cut off");
        InputStream cut =
                new SequenceInputStream(new ByteArrayInputStream(content.bytes(), 0, LARGE / 2), new InputStream() {
                    @Override
                    public int read() throws IOException {
                        throw failure;
                    }

                    @Override
                    public int read(byte[] target, int offset, int length) throws IOException {
                        throw failure;
                    }
                });

        assertThatThrownBy(() -> attachments.store(space, new Stated(content.hash(), LARGE, cut)))
                .isSameAs(failure);
        assertMissing(space, content.hash());
        attachments.store(space, content);
        assertThat(read(content.hash(), 0)).isEqualTo(content.bytes());
    }

    @Test
    void contentsOfAnotherSpaceDoNotCount() throws IOException {
        TestContent content = TestContent.of("the secret of one space");
        Space other = newSpace();
        attachments.store(space, content);

        assertMissing(other, content.hash());
        attachments.store(other, content);
        assertThat(attachments.contains(other, content.hash())).isTrue();
        PageId attachment = wiki.upload(owner(page("Home")), name("secret.txt"), content, SOMEBODY);
        assertThat(attachments.attachment(other, attachment)).isEmpty();
    }

    @Test
    @Timeout(60)
    void contentsAreStoredOnceWhenSeveralStoreThem() throws Exception {
        TestContent content = large(10);
        int writers = 4;
        var barrier = new CyclicBarrier(writers);
        Callable<Boolean> task = () -> {
            barrier.await(30, TimeUnit.SECONDS);
            attachments.store(space, content);
            return attachments.contains(space, content.hash());
        };
        ExecutorService threads = Executors.newFixedThreadPool(writers);
        try {
            List<Future<Boolean>> results = new ArrayList<>();
            for (int i = 0; i < writers; i++) {
                results.add(threads.submit(task));
            }
            for (Future<Boolean> result : results) {
                assertThat(result.get()).isTrue();
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(read(content.hash(), 0)).isEqualTo(content.bytes());
    }

    @Test
    void contentsThatNoRevisionNamesAreRemovedAfterTheirGraceTime() throws IOException {
        TestContent content = large(11);
        attachments.store(space, content);

        assumeTrue(collectContents(space, Duration.ofHours(23)), "The store never removes contents");
        assertThat(read(content.hash(), 0)).isEqualTo(content.bytes());
        collectContents(space, Duration.ofDays(31));
        assertMissing(space, content.hash());
        attachments.store(space, content);
        assertThat(read(content.hash(), 0)).isEqualTo(content.bytes());
    }

    @Test
    void contentsThatARevisionNamesAreKept() throws IOException {
        PageId attachment = wiki.upload(owner(page("Home")), name("log.txt"), TestContent.of("first"), SOMEBODY);
        wiki.replace(attachment, TestContent.of("second"), SOMEBODY);
        PageId deleted = wiki.upload(owner(page("More")), name("deleted.txt"), TestContent.of("third"), SOMEBODY);
        wiki.deleteAttachment(deleted, SOMEBODY);
        assumeTrue(collectContents(space, Duration.ofDays(31)), "The store never removes contents");

        for (String kept : List.of("first", "second", "third")) {
            assertThat(read(TestContent.of(kept).hash(), 0)).asString().isEqualTo(kept);
        }
    }

    static TestContent large(int seed) {
        byte[] bytes = new byte[LARGE];
        new Random(seed).nextBytes(bytes);
        return TestContent.of(bytes);
    }

    final byte[] read(ContentHash hash, long offset) throws IOException {
        try (InputStream in = attachments.open(space, hash, offset)) {
            return in.readAllBytes();
        }
    }

    private void assertNotStored(ContentHash stated, ContentSource source) {
        assertThatExceptionOfType(InvalidContentException.class).isThrownBy(() -> attachments.store(space, source));
        assertMissing(space, stated);
    }

    private void assertMissing(Space in, ContentHash hash) {
        assertThat(attachments.contains(in, hash)).isFalse();
        assertThatExceptionOfType(FileNotFoundException.class)
                .isThrownBy(() -> attachments.open(in, hash, 0).close());
    }

    /** Contents that claim a hash and a size. Their stream can be opened once. */
    private record Stated(ContentHash hash, long size, InputStream open) implements ContentSource {}
}
