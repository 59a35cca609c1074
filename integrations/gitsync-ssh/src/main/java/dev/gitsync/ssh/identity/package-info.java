/** Who signs in with which public key. Embedders implement {@link dev.gitsync.ssh.identity.SshAuthenticator}, or use stored keys. */
@NullMarked
package dev.gitsync.ssh.identity;

import org.jspecify.annotations.NullMarked;
