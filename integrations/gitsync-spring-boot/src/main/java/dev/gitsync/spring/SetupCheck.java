package dev.gitsync.spring;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;
import org.springframework.util.ClassUtils;

/** Refuses to start with settings of the application with which gitsync could not keep a promise. */
record SetupCheck(Environment environment) implements BeanFactoryPostProcessor {
    private static final List<String> GIT_TYPES = List.of("application/x-git-", "application/vnd.git-lfs");
    private static final String SSH_PORT = "gitsync.ssh.port";
    private static final String SSH_SERVER = "dev.gitsync.ssh.GitSyncSshServer";

    @Override
    public void postProcessBeanFactory(ConfigurableListableBeanFactory beans) {
        checkForwardedHeaders();
        checkCompression();
        checkSsh(beans.getBeanClassLoader());
    }

    private void checkForwardedHeaders() {
        if ("framework".equalsIgnoreCase(environment.getProperty("server.forward-headers-strategy"))) {
            throw new GitSyncSetupException(
                    "server.forward-headers-strategy is framework: Spring's filter then trusts X-Forwarded headers from every client,"
                            + " so that a client could choose the address for which gitsync counts failed sign-ins, and pretend to use TLS.",
                    "Set server.forward-headers-strategy to none, and gitsync.trusted-proxies to the addresses of your proxies;"
                            + " or set it to native, with the internal proxies of the server.");
        }
    }

    private void checkSsh(@Nullable ClassLoader classes) {
        String port = environment.getProperty(SSH_PORT, "");
        if (!port.isBlank() && !ClassUtils.isPresent(SSH_SERVER, classes)) {
            throw new GitSyncSetupException(
                    SSH_PORT + " is " + port
                            + ", but gitsync-ssh is not on the class path, so that nothing listens there.",
                    "Add dev.gitsync:gitsync-ssh to the dependencies, or remove " + SSH_PORT + ".");
        }
    }

    private void checkCompression() {
        if (!environment.getProperty("server.compression.enabled", Boolean.class, false)) {
            return;
        }
        List<String> types = Binder.get(environment)
                .bind("server.compression.mime-types", Bindable.listOf(String.class))
                .orElse(List.of());
        for (String type : types) {
            String name = type.strip().toLowerCase(Locale.ROOT);
            if (GIT_TYPES.stream().anyMatch(name::startsWith)) {
                throw new GitSyncSetupException(
                        "server.compression.mime-types has " + name
                                + ": git's answers are compressed already, and a second compression buffers them.",
                        "Remove " + name + " from server.compression.mime-types.");
            }
        }
    }
}
