package dev.gitsync.testkit;

import dev.gitsync.model.AttachmentContent;
import dev.gitsync.model.ContentHash;
import dev.gitsync.model.PageId;
import dev.gitsync.store.attachment.ContentDigest;
import dev.gitsync.store.attachment.ContentSource;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Small contents of an attachment in memory, for tests. */
public final class TestContent implements ContentSource {
    private final byte[] bytes;

    private TestContent(byte[] bytes) {
        this.bytes = bytes;
    }

    /** Returns these bytes as contents. */
    public static TestContent of(byte[] bytes) {
        return new TestContent(bytes.clone());
    }

    /** Returns this text in UTF-8 as contents. */
    public static TestContent of(String text) {
        return new TestContent(text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public ContentHash hash() {
        return ContentDigest.of(bytes).hash();
    }

    @Override
    public long size() {
        return bytes.length;
    }

    @Override
    public InputStream open() {
        return new ByteArrayInputStream(bytes);
    }

    /** Returns an attachment of a page, or of the space for null, with these contents. */
    public AttachmentContent as(@Nullable PageId page, String name) {
        return new AttachmentContent(page, name, hash(), size());
    }

    /** Returns the text of a pointer of Git LFS to these contents, as git-lfs writes it. */
    public String pointer() {
        return "version https://git-lfs.github.com/spec/v1\noid sha256:" + hash() + "\nsize " + size() + "\n";
    }

    /** Returns a copy of the bytes. */
    public byte[] bytes() {
        return bytes.clone();
    }
}
