package dev.gitsync.servlet.limits;

import dev.gitsync.servlet.internal.concurrency.LimitKey;
import dev.gitsync.servlet.internal.concurrency.Permit;
import dev.gitsync.servlet.limits.SignInAttempt.Blocked;
import dev.gitsync.servlet.limits.SignInAttempt.Crowded;
import dev.gitsync.servlet.limits.SignInCounts.Limit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Limits failed attempts to sign in: from one address to one account, from one address, and to one account. It does not know
 * which accounts there are, so its answers tell nobody. An address that has signed in to an account before is not stopped by
 * what others do to the account, nor by what others at the same address try, so the owner can't be locked out. An invalid token
 * is counted like an account, so the program that still sends it does not block other users.
 *
 * <p>An attempt counts before the credentials are looked at ({@link #begin}), so that a burst passes no limit; and no more
 * than half of the processors check the credentials of one client at a time, because checking a password is meant to be
 * slow. An attempt waits for that up to 20 seconds, but only 5 while no check finishes, as when the database of the accounts
 * is silent. Hand one limiter to everything that takes passwords. Safe for use by several threads.
 */
public final class SignInLimiter {
    private static final int ACCOUNTS_PER_ADDRESS = 5;
    private static final int ADDRESSES_PER_ACCOUNT = 20;
    /** Of the attempts on an account, the share that a known address has left when it has none for all accounts together. */
    private static final int SHARE_OF_KNOWN = 5;

    private final int maxFailures;
    private final Duration window;
    private final SignInCounts counts;
    private final CheckQueue checks;

    /** Counts in this process. */
    public SignInLimiter(ServerLimits limits) {
        this(limits, SignInCounts.inProcess());
    }

    /** Counts in {@code counts}, which may be shared. */
    public SignInLimiter(ServerLimits limits, SignInCounts counts) {
        this(limits, counts, System::nanoTime);
    }

    SignInLimiter(ServerLimits limits, SignInCounts counts, LongSupplier nanoTime) {
        this.maxFailures = limits.maxFailedSignIns();
        this.window = limits.signInWindow();
        this.counts = counts;
        this.checks = new CheckQueue(limits, nanoTime);
    }

    /**
     * Asks for leave to check credentials. Close the answer when they are checked.
     *
     * @param address the IP address of the client
     * @param account the name that the client claims, or null for credentials that are good without one
     */
    public SignInAttempt begin(String address, @Nullable String account) {
        return begin(address, account == null ? null : AccountName.of(account), null);
    }

    /**
     * The same for an access token, which is counted by its hash.
     *
     * @param secret what the client sent, good or not
     */
    public SignInAttempt beginWithToken(String address, String secret) {
        AccountName token = AccountName.ofToken(secret);
        return begin(address, token, token);
    }

    private SignInAttempt begin(String address, @Nullable AccountName account, @Nullable AccountName token) {
        String network = ClientNetwork.of(address);
        String pair = account == null ? null : pair(network, account);
        boolean isKnown = pair != null && counts.isKnown(pair);
        Optional<Permit> permit = checks.acquire(new LimitKey(pair != null && isKnown ? pair : network));
        if (permit.isEmpty()) {
            return new Crowded();
        }
        List<Limit> limits = limits(network, account, isKnown);
        Optional<Duration> wait = reserve(limits, permit.get());
        if (wait.isPresent() && pair != null && isKnown) {
            wait = reserve(limitsOfKnown(network, pair), permit.get());
        }
        if (wait.isPresent()) {
            permit.get().close();
            return new Blocked(wait.get());
        }
        List<String> keys = limits.stream().map(Limit::key).toList();
        return new ReservedAttempt(this, address, new ReservedAttempt.Reservation(keys, token), permit.get());
    }

    /** What a known address may still try on its account, whatever others at that address do. */
    private List<Limit> limitsOfKnown(String network, String pair) {
        return List.of(
                new Limit(network, Integer.MAX_VALUE), new Limit(pair, Math.max(1, maxFailures / SHARE_OF_KNOWN)));
    }

    private Optional<Duration> reserve(List<Limit> limits, Permit permit) {
        try {
            return counts.reserve(limits, window);
        } catch (RuntimeException e) {
            permit.close();
            throw e;
        }
    }

    private List<Limit> limits(String network, @Nullable AccountName account, boolean isKnown) {
        List<Limit> limits = new ArrayList<>();
        limits.add(new Limit(network, maxFailures * ACCOUNTS_PER_ADDRESS));
        if (account != null) {
            limits.add(new Limit(pair(network, account), maxFailures));
            if (!isKnown) {
                limits.add(new Limit(foldedPair(network, account), maxFailures));
                limits.add(new Limit(foldedPair("", account), maxFailures * ADDRESSES_PER_ACCOUNT));
            }
        }
        return limits;
    }

    SignInCounts counts() {
        return counts;
    }

    /** The credentials of an attempt were found good or wrong. */
    void recordDecision() {
        checks.recordDecision();
    }

    /** An attempt succeeded: only the name that was given is credited, not others that are counted with it. */
    void recordSuccess(String address, AccountName account) {
        String pair = pair(ClientNetwork.of(address), account);
        counts.clear(pair);
        counts.remember(pair);
    }

    private static String pair(String network, AccountName account) {
        return network + ' ' + account.exact();
    }

    private static String foldedPair(String network, AccountName account) {
        return network + "~ " + account.folded();
    }
}
