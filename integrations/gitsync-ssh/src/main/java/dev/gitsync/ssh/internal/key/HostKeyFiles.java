package dev.gitsync.ssh.internal.key;

import dev.gitsync.error.InvalidInputException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.apache.sshd.common.NamedResource;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.writer.openssh.OpenSSHKeyPairResourceWriter;
import org.apache.sshd.common.digest.BuiltinDigests;
import org.apache.sshd.common.util.security.SecurityUtils;

/** The host keys in a folder: one of Ed25519 for current clients, and one of ECDSA for clients without Ed25519, such as JGit alone. */
public final class HostKeyFiles {
    private static final Set<PosixFilePermission> OTHERS = EnumSet.of(
            PosixFilePermission.GROUP_READ,
            PosixFilePermission.GROUP_WRITE,
            PosixFilePermission.OTHERS_READ,
            PosixFilePermission.OTHERS_WRITE);

    private HostKeyFiles() {}

    /** Returns the keys in {@code folder}; creates those that are missing. */
    public static List<KeyPair> readOrCreate(Path folder) {
        List<KeyPair> pairs = new ArrayList<>();
        try {
            createFolder(folder);
            for (Kind kind : Kind.values()) {
                pairs.add(readOrCreate(folder.resolve(kind.fileName), kind));
            }
        } catch (IOException | GeneralSecurityException e) {
            throw new InvalidInputException("The host keys in " + folder + " can't be read or created: " + e);
        }
        return pairs;
    }

    private static void createFolder(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(folder, owner(folder, "rwx------"));
        }
    }

    private static KeyPair readOrCreate(Path file, Kind kind) throws IOException, GeneralSecurityException {
        if (!Files.exists(file)) {
            create(file, kind.generate());
        }
        requireSecret(file);
        List<KeyPair> read = parse(Files.readString(file, StandardCharsets.US_ASCII));
        return read.get(0);
    }

    /** Writes a whole file under a name of its own, then gives it the name unless another process was faster. */
    private static void create(Path file, KeyPair pair) throws IOException, GeneralSecurityException {
        Path folder = file.toAbsolutePath().getParent();
        Path whole = Files.createTempFile(folder, "new-host-key-", "", owner(file, "rw-------"));
        try {
            Files.writeString(whole, text(pair), StandardCharsets.US_ASCII);
            Files.createLink(file, whole);
        } catch (FileAlreadyExistsException e) {
            // The other process's key is the one to use.
        } catch (UnsupportedOperationException e) {
            Files.move(whole, file);
        } finally {
            Files.deleteIfExists(whole);
        }
    }

    private static String text(KeyPair pair) throws IOException, GeneralSecurityException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        OpenSSHKeyPairResourceWriter.INSTANCE.writePrivateKey(pair, "gitsync", null, out);
        return out.toString(StandardCharsets.US_ASCII);
    }

    private static FileAttribute<?>[] owner(Path path, String permissions) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }

    private static void requireSecret(Path file) throws IOException {
        if (file.getFileSystem().supportedFileAttributeViews().contains("posix")
                && Files.getPosixFilePermissions(file).stream().anyMatch(OTHERS::contains)) {
            throw new InvalidInputException("Other users of this machine may read the host key " + file
                    + ". Make it readable for its owner" + " only: chmod 600 " + file);
        }
    }

    /** Returns the keys in a text: OpenSSH's form or PEM, without a passphrase. */
    public static List<KeyPair> parse(String text) {
        List<KeyPair> pairs = new ArrayList<>();
        try (ByteArrayInputStream in = new ByteArrayInputStream(text.getBytes(StandardCharsets.US_ASCII))) {
            Iterable<KeyPair> read =
                    SecurityUtils.loadKeyPairIdentities(null, NamedResource.ofName("host key"), in, null);
            if (read != null) {
                read.forEach(pairs::add);
            }
        } catch (IOException | GeneralSecurityException | RuntimeException e) {
            throw new InvalidInputException("A host key is no private key in OpenSSH's form without a passphrase ("
                    + e.getClass().getSimpleName() + ")");
        }
        if (pairs.isEmpty()) {
            throw new InvalidInputException("A host key is no private key in OpenSSH's form without a passphrase");
        }
        return pairs;
    }

    /** Returns the fingerprint of the public part. */
    public static String fingerprint(KeyPair pair) {
        return KeyUtils.getFingerPrint(BuiltinDigests.sha256, pair.getPublic());
    }

    private enum Kind {
        ED25519("ssh_host_ed25519_key") {
            @Override
            KeyPair generate() throws GeneralSecurityException {
                return KeyPairGenerator.getInstance(JdkEd25519.ALGORITHM).generateKeyPair();
            }
        },
        ECDSA("ssh_host_ecdsa_key") {
            @Override
            KeyPair generate() throws GeneralSecurityException {
                KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
                generator.initialize(new ECGenParameterSpec("secp256r1"));
                return generator.generateKeyPair();
            }
        };

        private final String fileName;

        Kind(String fileName) {
            this.fileName = fileName;
        }

        abstract KeyPair generate() throws GeneralSecurityException;
    }
}
