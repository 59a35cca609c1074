package dev.gitsync.mirror;

import java.util.Objects;

/** The credentials for a remote. {@code toString} never shows a secret. */
public sealed interface RemoteCredentials {
    /**
     * A user name with a password or an access token, for HTTPS.
     *
     * @param user the user name; providers document which one goes with a token
     * @param secret the password or token
     */
    record UserPassword(String user, String secret) implements RemoteCredentials {
        /** Checks that nothing is missing. */
        public UserPassword {
            Objects.requireNonNull(user, "user");
            Objects.requireNonNull(secret, "secret");
        }

        @Override
        public String toString() {
            return "UserPassword[user=" + user + "]";
        }
    }

    /**
     * A key pair for SSH, with the host keys that the server may have.
     *
     * @param privateKey the private key in OpenSSH or PEM format, without passphrase
     * @param hostKeys lines as in {@code known_hosts}; a server whose key none of them names is refused
     */
    record SshKey(String privateKey, String hostKeys) implements RemoteCredentials {
        /** Checks that nothing is missing. */
        public SshKey {
            Objects.requireNonNull(privateKey, "privateKey");
            Objects.requireNonNull(hostKeys, "hostKeys");
        }

        @Override
        public String toString() {
            return "SshKey[]";
        }
    }
}
