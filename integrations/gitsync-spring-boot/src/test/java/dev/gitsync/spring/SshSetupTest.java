package dev.gitsync.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.gitsync.access.Access;
import dev.gitsync.access.SpaceAccess;
import dev.gitsync.limits.ServerLimits;
import dev.gitsync.repository.InMemoryRepositoryStore;
import dev.gitsync.repository.RepositoryStore;
import dev.gitsync.settings.descriptor.Setting;
import dev.gitsync.spring.ssh.GitSyncSshAutoConfiguration;
import dev.gitsync.spring.ssh.GitSyncSshCustomizer;
import dev.gitsync.spring.ssh.GitSyncSshKeysAutoConfiguration;
import dev.gitsync.spring.ssh.GitSyncSshProperties;
import dev.gitsync.spring.ssh.SshServerLifecycle;
import dev.gitsync.ssh.HostKeys;
import dev.gitsync.ssh.identity.SshAuthenticator;
import dev.gitsync.ssh.limits.SshLimits;
import dev.gitsync.sshkey.InMemorySshKeyStore;
import dev.gitsync.sshkey.SshKeyStore;
import dev.gitsync.sshkey.SshKeys;
import dev.gitsync.store.PageStore;
import dev.gitsync.testkit.InMemoryPageStore;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ConfigurableApplicationContext;

/** How properties and beans set up git over SSH, and what they may not say. */
class SshSetupTest {
    @TempDir
    private Path folder;

    private ApplicationContextRunner runner() {
        return new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(
                        GitSyncAutoConfiguration.class,
                        GitSyncSshKeysAutoConfiguration.class,
                        GitSyncSshAutoConfiguration.class))
                .withBean(PageStore.class, InMemoryPageStore::new)
                .withBean(RepositoryStore.class, InMemoryRepositoryStore::new)
                .withBean(SshKeyStore.class, InMemorySshKeyStore::new)
                .withPropertyValues("gitsync.settings.poll-interval-ms=1h", "gitsync.ssh.address=127.0.0.1");
    }

    private ApplicationContextRunner complete() {
        return runner().withBean(SpaceAccess.class, () -> (user, space) -> Access.READ)
                .withBean(SshAuthenticator.class, () -> key -> Optional.empty())
                .withPropertyValues("gitsync.ssh.port=0", "gitsync.ssh.host-keys-directory=" + folder);
    }

    private static void ready(ConfigurableApplicationContext context) {
        context.publishEvent(new ApplicationReadyEvent(new SpringApplication(), new String[0], context, Duration.ZERO));
    }

    @ParameterizedTest
    @CsvSource({"gitsync.ssh.address=127.0.0.1", "gitsync.ssh.port="})
    void servesNoSshWithoutAPortButKeepsKeys(String property) {
        runner().withPropertyValues(property)
                .run(context -> assertThat(context)
                        .hasNotFailed()
                        .doesNotHaveBean(SshServerLifecycle.class)
                        .hasSingleBean(SshKeys.class));
    }

    @Test
    void startsWhenTheApplicationIsReadyAndAgainAfterAStop() {
        complete().run(context -> {
            SshServerLifecycle ssh = context.getBean(SshServerLifecycle.class);
            assertThat(ssh.isRunning()).isFalse();
            assertThat(context.getBean(HostKeys.class).fingerprints()).hasSize(2);

            ready(context.getSourceApplicationContext());
            assertThat(ssh.isRunning()).isTrue();
            assertThat(ssh.port()).isPositive();

            ssh.stop();
            assertThat(ssh.isRunning()).isFalse();
            ssh.start();
            assertThat(ssh.isRunning()).isTrue();
        });
    }

    @Test
    void defaultsAreThoseOfTheLibrary() {
        assertThat(GitSyncSshProperties.Limits.class.getRecordComponents())
                .extracting(RecordComponent::getName)
                .containsExactlyInAnyOrderElementsOf(
                        SshLimits.descriptors().stream().map(Setting::name).toList());
        complete()
                .run(context ->
                        assertThat(values(context.getBean(SshLimits.class))).isEqualTo(values(SshLimits.defaults())));
    }

    /** Returns the values of all limits by their names. */
    private static Map<String, Object> values(SshLimits limits) throws ReflectiveOperationException {
        Map<String, Object> values = new TreeMap<>();
        for (Setting<?> setting : SshLimits.descriptors()) {
            values.put(setting.name(), SshLimits.class.getMethod(setting.name()).invoke(limits));
        }
        return values;
    }

    @Test
    void propertiesSetTheLimits() {
        complete()
                .withPropertyValues(
                        "gitsync.ssh.limits.max-connections=7",
                        "gitsync.ssh.limits.rekey-bytes=2MB",
                        "gitsync.ssh.limits.close-wait=3s")
                .run(context -> {
                    SshLimits limits = context.getBean(SshLimits.class);
                    assertThat(limits.maxConnections()).isEqualTo(7);
                    assertThat(limits.rekeyBytes()).isEqualTo(2L << 20);
                    assertThat(limits.closeWait()).hasSeconds(3);
                });
    }

    @Test
    void takesHostKeysAsTexts() throws IOException {
        String fingerprint = HostKeys.inFolder(folder).fingerprints().get(0);
        String text = Files.readString(folder.resolve("ssh_host_ed25519_key"));
        complete()
                .withPropertyValues("gitsync.ssh.host-keys-directory=", "gitsync.ssh.host-keys[0]=" + text)
                .run(context -> assertThat(context.getBean(HostKeys.class).fingerprints())
                        .containsExactly(fingerprint));
    }

    @Test
    void customizerChangesTheServer() {
        AtomicBoolean isCalled = new AtomicBoolean();
        complete()
                .withBean(ServerLimits.class, ServerLimits::defaults)
                .withBean(GitSyncSshCustomizer.class, () -> builder -> isCalled.set(true))
                .run(context -> assertThat(isCalled).isTrue());
    }

    @ParameterizedTest
    @CsvSource({
        "gitsync.ssh.port=70000, a port from 0 to 65535",
        "gitsync.ssh.port=-1, a port from 0 to 65535",
        "gitsync.ssh.address=no address, gitsync.ssh.address is 'no address'",
        "gitsync.ssh.host-keys-directory=, needs host keys",
        "gitsync.ssh.host-keys=x, Both gitsync.ssh.host-keys-directory and gitsync.ssh.host-keys are set",
        "gitsync.ssh.limits.max-connections=0, maxConnections",
        "gitsync.ssh.limits.rekey-time=1s, rekeyTime"
    })
    void refusesWhatIsImpossible(String property, String message) {
        complete()
                .withPropertyValues(property)
                .run(context -> assertThat(analysis(context.getStartupFailure()).getDescription())
                        .contains(message));
    }

    @Test
    void refusesAPortWithoutTheLibrary() {
        complete()
                .withClassLoader(new FilteredClassLoader("dev.gitsync.ssh"))
                .run(context -> assertThat(analysis(context.getStartupFailure()).getAction())
                        .contains("dev.gitsync:gitsync-ssh"));
    }

    @Test
    void needsKeysOfUsers() {
        runner().withBean(SpaceAccess.class, () -> (user, space) -> Access.READ)
                .withPropertyValues("gitsync.ssh.port=0", "gitsync.ssh.host-keys-directory=" + folder)
                .run(context -> assertThat(analysis(context.getStartupFailure()).getAction())
                        .contains("dev.gitsync.sshkey.SshKeyStore"));
    }

    @Test
    void needsRights() {
        runner().withBean(SshAuthenticator.class, () -> key -> Optional.empty())
                .withPropertyValues("gitsync.ssh.port=0", "gitsync.ssh.host-keys-directory=" + folder)
                .run(context -> assertThat(analysis(context.getStartupFailure()).getAction())
                        .contains("dev.gitsync.access.SpaceAccess"));
    }

    @Test
    void refusesAPortThatIsInUse() throws IOException {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            complete()
                    .withPropertyValues("gitsync.ssh.port=" + other.getLocalPort())
                    .run(context -> assertThatExceptionOfType(GitSyncSetupException.class)
                            .isThrownBy(() -> ready(context.getSourceApplicationContext()))
                            .withMessageContaining("can't listen at port " + other.getLocalPort() + " of 127.0.0.1"));
        }
    }

    private static FailureAnalysis analysis(Throwable failure) {
        FailureAnalysis analysis = new SetupFailureAnalyzer().analyze(failure);
        assertThat(analysis).as("analysis of %s", failure).isNotNull();
        return analysis;
    }
}
