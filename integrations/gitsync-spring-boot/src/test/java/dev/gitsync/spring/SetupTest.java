package dev.gitsync.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.GitSync;
import dev.gitsync.settings.GitSyncSettings;
import dev.gitsync.spring.security.GitSyncSecurityAutoConfiguration;
import dev.gitsync.store.PageStore;
import dev.gitsync.store.listing.AttachmentListing;
import dev.gitsync.store.listing.PageListing;
import dev.gitsync.testkit.InMemoryPageStore;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.security.core.userdetails.UserDetailsService;

/** What the starter sets up, and what it refuses, by properties and beans. */
class SetupTest {
    @TempDir
    private Path data;

    private WebApplicationContextRunner runner() {
        return new WebApplicationContextRunner()
                .withBean(PageStore.class, InMemoryPageStore::new)
                .withConfiguration(AutoConfigurations.of(
                        GitSyncAutoConfiguration.class,
                        GitSyncServletAutoConfiguration.class,
                        GitSyncSecurityAutoConfiguration.class))
                .withBean(UserDetailsService.class, () -> new TestApplication.Basis().accounts())
                .withUserConfiguration(Secured.class)
                .withPropertyValues("gitsync.data-directory=" + data, "gitsync.spaces=handbook");
    }

    @org.springframework.context.annotation.Configuration(proxyBeanMethods = false)
    @org.springframework.security.config.annotation.web.configuration.EnableWebSecurity
    static class Secured {}

    @Test
    void setsUpGitSync() {
        runner().run(context -> assertThat(context).hasNotFailed().hasSingleBean(GitSync.class));
    }

    @ParameterizedTest
    @CsvSource({"'', true", "handbook, false"})
    @ExtendWith(OutputCaptureExtension.class)
    void logsWhatToDoWithoutSpaces(String spaces, boolean isLogged, CapturedOutput output) {
        runner().withPropertyValues("gitsync.spaces=" + spaces, "gitsync.settings.poll-interval-ms=1h")
                .run(context -> context.publishEvent(new ApplicationReadyEvent(
                        new SpringApplication(), new String[0], context.getSourceApplicationContext(), Duration.ZERO)));

        assertThat(output.getAll().contains("List the ids of spaces in gitsync.spaces"))
                .isEqualTo(isLogged);
    }

    @Test
    void setsUpNothingIfSwitchedOff() {
        runner().withPropertyValues("gitsync.enabled=false")
                .run(context -> assertThat(context)
                        .hasNotFailed()
                        .doesNotHaveBean(GitSync.class)
                        .doesNotHaveBean("gitSyncServlet"));
    }

    @Test
    void setsUpNothingWithoutAWiki() {
        new WebApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(
                        GitSyncAutoConfiguration.class,
                        GitSyncServletAutoConfiguration.class,
                        GitSyncSecurityAutoConfiguration.class))
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(GitSync.class));
    }

    /** Contents of attachments are stored beside the repositories, if no bean stores them. */
    @Test
    void setsUpAWikiThatListsAttachments() {
        new WebApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(GitSyncAutoConfiguration.class))
                .withBean(PageListing.class, SetupTest::listingWithAttachments)
                .withPropertyValues("gitsync.data-directory=" + data)
                .run(context -> assertThat(context).hasNotFailed().hasSingleBean(GitSync.class));
    }

    private static PageListing listingWithAttachments() {
        Optional<AttachmentListing> attachments = Optional.of(proxy(AttachmentListing.class, Map.of()));
        return proxy(PageListing.class, Map.of("attachments", attachments, "labels", Optional.empty()));
    }

    /** Returns an object whose methods return the results of their names, or null. */
    private static <T> T proxy(Class<T> type, Map<String, Object> results) {
        Object other = new Object();
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) -> method.getDeclaringClass() == Object.class
                        ? method.invoke(other, arguments)
                        : results.get(method.getName())));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            server.forward-headers-strategy=framework                    | trusts X-Forwarded headers from every client
            server.compression.enabled=true                              |
            gitsync.settings.poll-interval-ms=soon                       | gitsync.settings.poll-interval-ms
            gitsync.settings.pol-interval-ms=3s                          | Did you mean gitsync.settings.poll-interval-ms
            gitsync.path=git                                             | path 'git'
            gitsync.storage=postgresql                                   | gitsync-jdbi or a data source is missing
            """)
    void refusesSettingsThatBreakAPromise(String property, String message) {
        runner().withPropertyValues(property).run(context -> {
            if (message == null) {
                assertThat(context).hasNotFailed();
                return;
            }
            assertThat(context).hasFailed();
            assertThat(analysis(context.getStartupFailure()).getDescription()).contains(message);
        });
    }

    @Test
    void refusesCompressionOfGit() {
        runner().withPropertyValues(
                        "server.compression.enabled=true",
                        "server.compression.mime-types=text/html,application/x-git-upload-pack-result")
                .run(context -> assertThat(analysis(context.getStartupFailure()).getDescription())
                        .contains("application/x-git-upload-pack-result"));
    }

    @Test
    void needsAFolder() {
        runner().withPropertyValues("gitsync.data-directory=")
                .run(context -> assertThat(analysis(context.getStartupFailure()).getAction())
                        .contains("gitsync.data-directory"));
    }

    @Test
    void variableCountsWithoutAProperty() {
        GitSyncSettings settings = SettingsReader.read(
                Map.of("debounceMs", "1s"),
                Map.of("GIT_SYNC_POLL_INTERVAL_MS", "30s", "GIT_SYNC_DEBOUNCE_MS", "2s", "PATH", "/bin"));

        assertThat(settings.schedule().pollInterval()).hasSeconds(30);
        assertThat(settings.schedule().debounce()).hasSeconds(1);
    }

    private static FailureAnalysis analysis(Throwable failure) {
        FailureAnalysis analysis = new SetupFailureAnalyzer().analyze(failure);
        assertThat(analysis).as("analysis of %s", failure).isNotNull();
        return analysis;
    }
}
