package dev.gitsync.jdbi.mirror;

import dev.gitsync.mirror.RemoteCredentials;
import dev.gitsync.mirror.RemoteCredentials.SshKey;
import dev.gitsync.mirror.RemoteCredentials.UserPassword;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Writes credentials as bytes: one byte for their type, then two texts, each as its length in bytes and UTF-8. */
final class CredentialsCodec {
    private static final int USER_PASSWORD = 1;
    private static final int SSH_KEY = 2;

    private CredentialsCodec() {}

    static byte[] encode(RemoteCredentials credentials) {
        if (credentials instanceof UserPassword password) {
            return encode(USER_PASSWORD, password.user(), password.secret());
        }
        SshKey key = (SshKey) credentials;
        return encode(SSH_KEY, key.privateKey(), key.hostKeys());
    }

    private static byte[] encode(int type, String first, String second) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeByte(type);
            for (String text : new String[] {first, second}) {
                byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
                out.writeInt(utf8.length);
                out.write(utf8);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** Returns the credentials; empty if a newer version wrote a type that this one does not know. */
    static Optional<RemoteCredentials> decode(byte[] bytes) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            return switch (in.readByte()) {
                case USER_PASSWORD -> Optional.of(new UserPassword(text(in), text(in)));
                case SSH_KEY -> Optional.of(new SshKey(text(in), text(in)));
                default -> Optional.empty();
            };
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(DataInputStream in) throws IOException {
        return new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8);
    }
}
