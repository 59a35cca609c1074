package dev.gitsync.demo.mirror;

import dev.gitsync.GitSyncBuilder;
import dev.gitsync.demo.start.StartException;
import dev.gitsync.error.InvalidInputException;
import dev.gitsync.jdbi.mirror.EncryptionKeys;
import dev.gitsync.jdbi.mirror.JdbiMirrors;
import dev.gitsync.mirror.Mirror;
import dev.gitsync.mirror.MirrorDirectory;
import dev.gitsync.mirror.TemplateMirrorDirectory;
import dev.gitsync.settings.MirrorSettings;
import dev.gitsync.store.SpaceDirectory;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;

/**
 * The mirrors that operators add on the pages of the wiki, and one for each space if {@code GIT_SYNC_REMOTE_TEMPLATE} is set.
 *
 * @param stored the mirrors of the pages, and the states of all
 * @param directory all mirrors
 * @param typed the secrets that are not stored
 * @param hasKey whether secrets can be stored
 */
public record WikiMirrors(JdbiMirrors stored, MirrorDirectory directory, TypedSecrets typed, boolean hasKey) {
    /**
     * The parts that mirrors need.
     *
     * @param keyFile where a wiki that does not share its database keeps the key for the secrets
     * @param isShared whether other wikis use the database as well
     */
    public record Source(Jdbi jdbi, Map<String, String> environment, Path keyFile, boolean isShared) {}

    /** @throws StartException when the key or the template is invalid */
    public static WikiMirrors of(Source source, SpaceDirectory spaces, MirrorSettings settings) {
        Optional<EncryptionKeys> keys = MirrorKeys.find(source.environment(), source.keyFile(), source.isShared());
        TypedSecrets typed = new TypedSecrets(source.environment());
        JdbiMirrors stored = new JdbiMirrors(source.jdbi(), keys.orElseGet(EncryptionKeys::none), typed);
        MirrorDirectory all = settings.template()
                .map(template -> MirrorDirectory.composite(List.of(stored, ofTemplate(template, settings, spaces))))
                .orElse(stored);
        return new WikiMirrors(stored, all, typed, keys.isPresent());
    }

    private static MirrorDirectory ofTemplate(String template, MirrorSettings settings, SpaceDirectory spaces) {
        try {
            return new TemplateMirrorDirectory(template, settings.templateOptions(), spaces);
        } catch (InvalidInputException e) {
            throw new StartException(
                    StartException.Problem.BAD_OPTION,
                    "GIT_SYNC_REMOTE_TEMPLATE is invalid. " + e.getMessage() + ".",
                    e);
        }
    }

    /** Gives the mirrors to gitsync. */
    public GitSyncBuilder addTo(GitSyncBuilder builder) {
        return builder.mirrors(directory).mirrorStates(stored).mirrorSecrets(stored);
    }

    /** The secret of the webhooks, if the wiki has generated it. One in the environment is not shown. */
    public Optional<String> generatedSecret(Mirror mirror) {
        return hasKey && typed.webhookSecret(mirror).isEmpty() ? stored.webhookSecret(mirror) : Optional.empty();
    }
}
