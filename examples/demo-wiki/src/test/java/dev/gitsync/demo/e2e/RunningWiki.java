package dev.gitsync.demo.e2e;

import dev.gitsync.demo.DemoOptions;
import dev.gitsync.demo.DemoWiki;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * One wiki for all classes that ask for it, because a start takes seconds. It starts on first use and stops at the end
 * of the run.
 */
final class RunningWiki implements ParameterResolver {
    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == DemoWiki.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getRoot()
                .getStore(ExtensionContext.Namespace.create(RunningWiki.class))
                .computeIfAbsent("wiki", key -> Running.start(), Running.class)
                .wiki();
    }

    private record Running(DemoWiki wiki, Path data) implements AutoCloseable {
        static Running start() {
            try {
                Path data = Files.createTempDirectory("running-wiki");
                // Its mirrors may have remotes on this machine.
                DemoOptions options = DemoOptions.in(data)
                        .withVariable("GIT_SYNC_MIRROR_ALLOWED_ADDRESSES", "127.0.0.1, ::1")
                        .withVariable("DEMO_SSH_PORT", "0")
                        .withVariable("MIRROR_TESTED_USER", "ada")
                        .withVariable("MIRROR_TESTED_PASSWORD", "demo");
                return new Running(DemoWiki.start(options), data);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void close() throws IOException {
            wiki.close();
            try (Stream<Path> files = Files.walk(data)) {
                List<Path> deepestFirst =
                        files.sorted(Comparator.reverseOrder()).toList();
                for (Path file : deepestFirst) {
                    Files.delete(file);
                }
            }
        }
    }
}
