package dev.gitsync.push;

/**
 * Inspects a push while it arrives, and reports as soon as the bytes received are enough to refuse it, so that the caller need
 * not buffer the rest: see {@link dev.gitsync.GitSync#preview}. It refuses nothing itself; {@link
 * dev.gitsync.GitSync#receivePack} finds what the preview misses. For one push and one thread.
 */
@FunctionalInterface
public interface PushPreview extends AutoCloseable {
    /**
     * Processes the next bytes from the client, starting with its first command. Never throws.
     *
     * @return whether {@link dev.gitsync.GitSync#receivePack} would refuse the push if it received only the bytes so far
     */
    boolean isRefused(byte[] bytes, int from, int length);

    @Override
    default void close() {}
}
