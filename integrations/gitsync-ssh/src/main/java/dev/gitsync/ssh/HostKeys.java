package dev.gitsync.ssh;

import dev.gitsync.error.InvalidInputException;
import dev.gitsync.ssh.internal.key.Ed25519Provider;
import dev.gitsync.ssh.internal.key.HostKeyFiles;
import java.nio.file.Path;
import java.security.KeyPair;
import java.util.List;

/**
 * The keys with which the server proves its identity. Clients remember them at the first connection and refuse others, so keep them over
 * restarts, and give all replicas behind one address the same keys. Immutable.
 */
public final class HostKeys {
    static {
        Ed25519Provider.register();
    }

    private final List<KeyPair> pairs;

    private HostKeys(List<KeyPair> pairs) {
        this.pairs = pairs;
    }

    /**
     * Reads the keys {@code ssh_host_ed25519_key} and {@code ssh_host_ecdsa_key} from a folder, in OpenSSH's form without a passphrase. Creates
     * those that are missing, and the folder, for the owner only. Processes may call this at the same time.
     *
     * @throws InvalidInputException if a file can't be read, is no key, or other users of the machine may read it
     */
    public static HostKeys inFolder(Path folder) {
        return new HostKeys(HostKeyFiles.readOrCreate(folder));
    }

    /**
     * Reads keys from texts in OpenSSH's form, or in PEM, without a passphrase, for example from a store of secrets.
     *
     * @throws InvalidInputException if there is none, or one is no key
     */
    public static HostKeys ofTexts(List<String> privateKeys) {
        return of(privateKeys.stream()
                .flatMap(text -> HostKeyFiles.parse(text).stream())
                .toList());
    }

    /**
     * Uses the given keys: Ed25519, ECDSA or RSA.
     *
     * @throws InvalidInputException if there is none
     */
    public static HostKeys of(List<KeyPair> pairs) {
        if (pairs.isEmpty()) {
            throw new InvalidInputException("The server needs at least one host key");
        }
        return new HostKeys(List.copyOf(pairs));
    }

    /** Returns the fingerprints, as {@code ssh} shows them to users at the first connection. */
    public List<String> fingerprints() {
        return pairs.stream().map(HostKeyFiles::fingerprint).toList();
    }

    List<KeyPair> pairs() {
        return pairs;
    }
}
