package dev.gitsync.servlet.internal.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gitsync.repository.RefAdvertisement;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.eclipse.jgit.transport.PacketLineOut;
import org.eclipse.jgit.transport.RefAdvertiser;
import org.eclipse.jgit.transport.UploadPack;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PushAdvertiserTest {
    private final PushAdvertiser service;

    PushAdvertiserTest(@TempDir File folder) throws IOException {
        Repository empty =
                new FileRepositoryBuilder().setGitDir(folder).setBare().build();
        service = new PushAdvertiser(empty, new OneRef("refs/heads/main"));
    }

    @Test
    void sendsTheAdvertisementInsteadOfTheRefsOfTheRepository() throws IOException {
        ByteArrayOutputStream sent = new ByteArrayOutputStream();

        service.sendAdvertisedRefs(new RefAdvertiser.PacketLineOutRefAdvertiser(new PacketLineOut(sent)));

        assertThat(sent.toString(StandardCharsets.UTF_8)).contains("refs/heads/main");
    }

    @Test
    void receivesNoPush() {
        assertThatThrownBy(() -> service.receive(InputStream.nullInputStream(), OutputStream.nullOutputStream(), null))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> service.receiveWithExceptionPropagation(
                        InputStream.nullInputStream(), OutputStream.nullOutputStream(), null))
                .isInstanceOf(IllegalStateException.class);
    }

    private record OneRef(String name) implements RefAdvertisement {
        @Override
        public UploadPack uploadPack() {
            throw new UnsupportedOperationException("A push needs none");
        }

        @Override
        public void sendForPush(RefAdvertiser client) throws IOException {
            client.advertiseId(ObjectId.zeroId(), name);
        }
    }
}
