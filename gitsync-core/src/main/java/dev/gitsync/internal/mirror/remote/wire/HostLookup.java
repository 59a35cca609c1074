package dev.gitsync.internal.mirror.remote.wire;

import dev.gitsync.mirror.MirrorReport.Outcome;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Looks up the addresses of hosts within a time limit, which Java's own look-up does not have. A look-up that takes longer goes on in a daemon thread
 * until the system ends it; there are at most {@value #MOST_THREADS} of these. Safe for use by several threads.
 */
final class HostLookup {
    static final int MOST_THREADS = 16;

    private final Resolver resolver;
    private final Semaphore threads = new Semaphore(MOST_THREADS);

    HostLookup(Resolver resolver) {
        this.resolver = resolver;
    }

    /** Looks up a host without a limit. */
    @FunctionalInterface
    interface Resolver {
        InetAddress[] resolve(String host) throws UnknownHostException;
    }

    /** Returns all addresses of a host. */
    List<InetAddress> find(String host, Duration limit) throws WireException, InterruptedIOException {
        if (!threads.tryAcquire()) {
            throw unknown(host, "could not be looked up, because the name server does not answer", null);
        }
        CompletableFuture<List<InetAddress>> found = new CompletableFuture<>();
        begin(host, found);
        try {
            return found.get(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw unknown(host, "could not be looked up within " + limit.toMillis() + " ms", e);
        } catch (ExecutionException e) {
            throw unknown(host, "was not found", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("The look-up of the remote's host was interrupted");
        }
    }

    private void begin(String host, CompletableFuture<List<InetAddress>> found) {
        Thread thread = new Thread(
                () -> {
                    try {
                        found.complete(List.of(resolver.resolve(host)));
                    } catch (UnknownHostException | RuntimeException | Error e) {
                        found.completeExceptionally(e);
                    } finally {
                        threads.release();
                    }
                },
                "gitsync-lookup");
        thread.setDaemon(true);
        try {
            thread.start();
        } catch (Error e) {
            threads.release();
            throw e;
        }
    }

    private static WireException unknown(String host, String what, @Nullable Throwable cause) {
        return new WireException(
                Outcome.UNREACHABLE,
                "The remote's host " + host + " " + what + ". Check the URL of the mirror; gitsync tries again.",
                List.of(),
                cause);
    }
}
