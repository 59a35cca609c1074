package dev.gitsync.spring;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * The properties below {@code gitsync}. Immutable.
 *
 * @param enabled whether gitsync is set up at all
 * @param spaces the ids of the spaces that become repositories, unless a bean of type {@code SpaceDirectory} names them
 * @param storage where repositories are stored, unless a bean of type {@code RepositoryStore} stores them
 * @param dataDirectory the folder of the repositories if they are stored on disk
 * @param packCache how much of the heap the cache of packs may use with the storage {@code postgresql}; by default a quarter of {@code -Xmx}
 * @param path the path below which repositories are served, relative to the context path
 * @param operationsPath the path below which status and operations are served, relative to the context path; empty for none
 * @param publicUrl the URL of {@code path} as clients see it, for the links that Git LFS needs; by default it is taken from each request
 * @param trustedProxies the addresses or networks of proxies whose {@code X-Forwarded} headers are trusted
 * @param allowPlainHttp whether requests without TLS are accepted from other machines
 * @param realm the realm that clients show when they ask for a password
 * @param emailDomain the domain of the email addresses of users who have none
 * @param migrate whether the tables of gitsync are created and updated at start; only for the storage {@code postgresql}, and with Flyway
 *     on the class path
 * @param access the authorities that give access to spaces, unless a bean of type {@code SpaceAccess} decides
 * @param settings all other settings of gitsync, by their names in lower case with hyphens, without {@code git-sync.}
 */
@ConfigurationProperties("gitsync")
public record GitSyncProperties(
        @DefaultValue("true") boolean enabled,
        @DefaultValue List<String> spaces,
        @DefaultValue("disk") Storage storage,
        @Nullable Path dataDirectory,
        @Nullable DataSize packCache,
        @DefaultValue("/git") String path,
        @DefaultValue("/gitsync") String operationsPath,
        @Nullable URI publicUrl,
        @DefaultValue List<String> trustedProxies,
        @DefaultValue("false") boolean allowPlainHttp,
        @DefaultValue("wiki") String realm,
        @DefaultValue("users.invalid") String emailDomain,
        @DefaultValue("true") boolean migrate,
        @DefaultValue AccessRules access,
        @DefaultValue Map<String, String> settings) {

    /** Copies the lists. */
    public GitSyncProperties {
        spaces = List.copyOf(spaces);
        trustedProxies = List.copyOf(trustedProxies);
        settings = Map.copyOf(settings);
    }

    /** Where repositories are stored. */
    public enum Storage {
        /** In the folder {@code gitsync.data-directory}. One process uses it at a time. */
        DISK,
        /** In the PostgreSQL database of the application's data source, for any number of processes. */
        POSTGRESQL
    }

    /**
     * The authorities that give access to all spaces. A user has the highest access of which the user has an authority; {@code *} stands
     * for every user who can sign in.
     *
     * @param read authorities to clone and pull
     * @param write authorities to push as well
     * @param maintain authorities to exceed the delete guard as well, and to use the operations
     */
    public record AccessRules(
            @DefaultValue List<String> read,
            @DefaultValue List<String> write,
            @DefaultValue List<String> maintain) {

        /** Copies the lists. */
        public AccessRules {
            read = List.copyOf(read);
            write = List.copyOf(write);
            maintain = List.copyOf(maintain);
        }
    }
}
