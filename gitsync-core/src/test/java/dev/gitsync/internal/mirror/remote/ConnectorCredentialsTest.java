package dev.gitsync.internal.mirror.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.gitsync.error.OperatorNeededException;
import dev.gitsync.internal.mirror.RemoteException;
import dev.gitsync.mirror.EnvironmentMirrorSecrets;
import dev.gitsync.mirror.Mirror;
import dev.gitsync.mirror.MirrorId;
import dev.gitsync.mirror.MirrorReport.Outcome;
import dev.gitsync.mirror.MirrorSecrets;
import dev.gitsync.mirror.RemoteCredentials;
import dev.gitsync.mirror.RemoteUrl;
import dev.gitsync.model.SpaceId;
import dev.gitsync.settings.GitSyncSettings;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Credentials that are missing or can't be read end a run before anything is sent. */
class ConnectorCredentialsTest {
    private static final Mirror MIRROR = new Mirror(
            new MirrorId("docs"),
            new SpaceId("docs"),
            new RemoteUrl("https://git.example.org/docs.git"),
            Mirror.Options.defaults().credentials("env:WIKI"));

    @Test
    void saysWhichReferenceWasNotFound() {
        RemoteException failure = failure(new EnvironmentMirrorSecrets(Map.of()));
        assertThat(failure.outcome()).isEqualTo(Outcome.UNAUTHORIZED);
        assertThat(failure)
                .hasMessage("The mirror's credentials env:WIKI were not found. Set them, or change the reference in the"
                        + " mirror.");
    }

    @Test
    void repeatsWhyCredentialsCannotBeRead() {
        RemoteException failure = failure(new MirrorSecrets() {
            @Override
            public Optional<RemoteCredentials> credentials(Mirror mirror) {
                throw new OperatorNeededException("The key is missing. Set it.");
            }

            @Override
            public Optional<String> webhookSecret(Mirror mirror) {
                return Optional.empty();
            }
        });
        assertThat(failure.outcome()).isEqualTo(Outcome.UNAUTHORIZED);
        assertThat(failure).hasMessage("The key is missing. Set it.");
    }

    private static RemoteException failure(MirrorSecrets secrets) {
        JGitConnector connector =
                new JGitConnector(secrets, GitSyncSettings.builder().build());
        return catchThrowableOfType(RemoteException.class, () -> connector.connect(MIRROR));
    }
}
