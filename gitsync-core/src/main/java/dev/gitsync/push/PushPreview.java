package dev.gitsync.push;

/**
 * Looks at a push while it comes in, and tells when what has come is enough to refuse it, so that the rest need not be kept: see {@link
 * dev.gitsync.GitSync#preview}. It refuses nothing itself, and what it does not find is found by {@link
 * dev.gitsync.GitSync#receivePack}. For one push and one thread.
 */
@FunctionalInterface
public interface PushPreview extends AutoCloseable {
    /**
     * Takes the next bytes that the client sends, from its first command on. Never throws.
     *
     * @return whether {@link dev.gitsync.GitSync#receivePack} refuses the push when it is given the bytes so far and no more
     */
    boolean isRefused(byte[] bytes, int from, int length);

    @Override
    default void close() {}
}
