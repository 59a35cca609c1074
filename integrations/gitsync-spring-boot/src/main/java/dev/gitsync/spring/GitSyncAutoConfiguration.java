package dev.gitsync.spring;

import dev.gitsync.GitSync;
import dev.gitsync.GitSyncBuilder;
import dev.gitsync.format.PageFormat;
import dev.gitsync.format.PathNaming;
import dev.gitsync.lfs.LfsLockStore;
import dev.gitsync.lock.LeaseSettings;
import dev.gitsync.lock.SpaceLock;
import dev.gitsync.mirror.MirrorDirectory;
import dev.gitsync.mirror.MirrorSecrets;
import dev.gitsync.mirror.MirrorStateStore;
import dev.gitsync.push.PageLinks;
import dev.gitsync.push.PushInterceptor;
import dev.gitsync.push.PushValidator;
import dev.gitsync.report.StepObserver;
import dev.gitsync.report.SyncListener;
import dev.gitsync.repository.FileRepositoryStore;
import dev.gitsync.repository.RepositoryStore;
import dev.gitsync.settings.GitSyncSettings;
import dev.gitsync.store.PageStore;
import dev.gitsync.store.SpaceDirectory;
import dev.gitsync.store.listing.ListingContents;
import dev.gitsync.store.listing.ListingMemory;
import dev.gitsync.store.listing.ListingPageStore;
import dev.gitsync.store.listing.PageListing;
import dev.gitsync.store.listing.RepositoryListingContents;
import dev.gitsync.store.listing.RepositoryListingMemory;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ImportRuntimeHints;
import org.springframework.core.env.Environment;

/**
 * Builds {@link GitSync} of the application's beans. The wiki is a bean of type {@link PageStore} or {@link PageListing}; without one,
 * gitsync is not set up. Every other part has a default, which a bean of its type replaces.
 */
@AutoConfiguration
@ConditionalOnWiki
@EnableConfigurationProperties(GitSyncProperties.class)
@ImportRuntimeHints(GitSyncRuntimeHints.class)
public final class GitSyncAutoConfiguration {
    /** For Spring. */
    public GitSyncAutoConfiguration() {}

    @Bean
    @ConditionalOnMissingBean
    GitSyncSettings gitSyncSettings(GitSyncProperties properties) {
        return SettingsReader.read(properties.settings(), System.getenv());
    }

    @Bean
    @ConditionalOnMissingBean
    LeaseSettings gitSyncLeaseSettings(GitSyncProperties properties) {
        return SettingsReader.leases(properties.settings(), System.getenv());
    }

    @Bean
    @ConditionalOnMissingBean
    SpaceDirectory gitSyncSpaces(GitSyncProperties properties) {
        return new ListedSpaces(properties.spaces());
    }

    @Bean
    @ConditionalOnMissingBean
    RepositoryStore gitSyncRepositories(GitSyncProperties properties, GitSyncSettings settings) {
        Path configured = properties.dataDirectory();
        Path folder = configured == null ? settings.dataDirectory().orElse(null) : configured;
        if (properties.storage() == GitSyncProperties.Storage.POSTGRESQL) {
            throw new GitSyncSetupException(
                    "gitsync.storage is postgresql, but gitsync-jdbi or a data source is missing.",
                    "Add dev.gitsync:gitsync-jdbi to the dependencies, and set spring.datasource.url.");
        }
        if (folder == null) {
            throw new GitSyncSetupException(
                    "gitsync needs a folder for its repositories.",
                    "Set gitsync.data-directory to a folder that survives a restart, or gitsync.storage to postgresql.");
        }
        return new FileRepositoryStore(folder);
    }

    @Bean
    @ConditionalOnMissingBean(PageStore.class)
    @ConditionalOnBean(PageListing.class)
    ListingPageStore gitSyncPages(
            PageListing wiki,
            RepositoryStore repositories,
            ObjectProvider<ListingMemory> memory,
            ObjectProvider<ListingContents> contents) {
        return ListingPageStore.builder(wiki, memory.getIfAvailable(() -> new RepositoryListingMemory(repositories)))
                .contents(contents.getIfAvailable(() -> new RepositoryListingContents(repositories)))
                .build();
    }

    @Bean(destroyMethod = "close")
    @ConditionalOnMissingBean
    @ConditionalOnBean(PageStore.class)
    GitSync gitSync(
            GitSyncSettings settings,
            SpaceDirectory spaces,
            RepositoryStore repositories,
            PageStore pages,
            OptionalParts parts,
            ObjectProvider<GitSyncBuilderCustomizer> customizers) {
        GitSyncBuilder builder = GitSync.builder()
                .settings(settings)
                .spaces(spaces)
                .repositories(repositories)
                .pages(pages);
        parts.addTo(builder);
        customizers.orderedStream().forEach(customizer -> customizer.customize(builder));
        return builder.build();
    }

    @Bean
    OptionalParts gitSyncOptionalParts(BeanFactory beans) {
        return new OptionalParts(beans);
    }

    @Bean
    @ConditionalOnBean(GitSync.class)
    GitSyncStarter gitSyncStarter(GitSync gitSync) {
        return new GitSyncStarter(gitSync);
    }

    @Bean
    static SetupCheck gitSyncSetupCheck(Environment environment) {
        return new SetupCheck(environment);
    }

    /** The parts of {@link GitSync} that have a default of its own. */
    record OptionalParts(BeanFactory beans) {
        void addTo(GitSyncBuilder builder) {
            add(SpaceLock.class, builder::lock);
            add(PageFormat.class, builder::format);
            add(PathNaming.class, builder::naming);
            add(PushValidator.class, builder::validator);
            add(PushInterceptor.class, builder::interceptor);
            add(StepObserver.class, builder::observer);
            add(PageLinks.class, builder::links);
            builder.listener(SyncListener.composite(
                    beans.getBeanProvider(SyncListener.class).orderedStream().toList()));
            add(MirrorDirectory.class, builder::mirrors);
            add(MirrorStateStore.class, builder::mirrorStates);
            add(MirrorSecrets.class, builder::mirrorSecrets);
            add(LfsLockStore.class, builder::lockedFiles);
        }

        private <T> void add(Class<T> type, Consumer<T> part) {
            @Nullable T bean = beans.getBeanProvider(type).getIfAvailable();
            if (bean != null) {
                part.accept(bean);
            }
        }
    }
}
