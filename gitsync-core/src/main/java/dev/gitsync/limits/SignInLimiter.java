package dev.gitsync.limits;

import dev.gitsync.internal.server.concurrency.LimitKey;
import dev.gitsync.internal.server.concurrency.Permit;
import dev.gitsync.limits.SignInAttempt.Blocked;
import dev.gitsync.limits.SignInAttempt.Crowded;
import dev.gitsync.limits.SignInCounts.Limit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Limits failed attempts to sign in: from one address to one account, from one address, and to one account. It does not know which accounts
 * exist, so its results don't reveal them. An address that has signed in to an account before is blocked neither by attempts of other addresses
 * on the account nor by attempts of other users at the same address, so an attacker can't lock out the owner. An invalid token is counted like
 * an account, so a program that still sends it does not block other users.
 *
 * <p>An attempt counts before the credentials are checked ({@link #begin}), so that concurrent attempts can't pass a limit. At most half of the
 * processors check credentials of one client at the same time, because checking a password is slow by design. An attempt waits for up to 20
 * seconds, but only for 5 if no check finishes, for example because the database of the accounts does not respond. Use one limiter for
 * everything that accepts passwords. Safe for use by several threads.
 */
public final class SignInLimiter {
    private static final int ACCOUNTS_PER_ADDRESS = 5;
    private static final int ADDRESSES_PER_ACCOUNT = 20;
    /** The share of the attempts on an account that a known address keeps when its network has none left. */
    private static final int SHARE_OF_KNOWN = 5;

    private final int maxFailures;
    private final Duration window;
    private final SignInCounts counts;
    private final CheckQueue checks;

    /** Creates a limiter that counts in this process. */
    public SignInLimiter(ServerLimits limits) {
        this(limits, SignInCounts.inProcess());
    }

    /** Creates a limiter that counts in {@code counts}, which may be shared. */
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
     * Begins an attempt. Close the result after the credentials were checked.
     *
     * @param address the IP address of the client
     * @param account the name that the client sent, or null for credentials without a name
     */
    public SignInAttempt begin(String address, @Nullable String account) {
        return begin(address, account == null ? null : AccountName.of(account), null);
    }

    /**
     * Begins an attempt with an access token, which is counted by its hash.
     *
     * @param secret the token that the client sent, valid or not
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
        return new SignInAttempt.Reserved(
                new Recorder(), address, new SignInAttempt.Reserved.Reservation(keys, token), permit.get());
    }

    /** Returns the limits for a known address and its account, independent of other clients at that address. */
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

    private final class Recorder implements SignInAttempt.Reserved.Recorder {
        @Override
        public void recordDecision() {
            checks.recordDecision();
        }

        @Override
        public void release(List<String> keys) {
            counts.release(keys);
        }

        @Override
        public void recordSuccess(String address, AccountName account) {
            String pair = pair(ClientNetwork.of(address), account);
            counts.clear(pair);
            counts.remember(pair);
        }
    }

    private static String pair(String network, AccountName account) {
        return network + ' ' + account.exact();
    }

    private static String foldedPair(String network, AccountName account) {
        return network + "~ " + account.folded();
    }
}
