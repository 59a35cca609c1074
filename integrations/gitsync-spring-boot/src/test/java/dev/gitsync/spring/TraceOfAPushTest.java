package dev.gitsync.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.tests.GitClient;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TraceOfAPushTest {
    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";

    @TempDir
    private Path home;

    private final TestApplication application = TestApplication.shared();

    @Test
    void dump() throws Exception {
        GitClient ada = GitClient.at(home).clone(application.url("ada", "/git/handbook.git"), "ada");
        ada.commit("Traced.md", "# Traced\n");
        assertThat(ada.run("-c", "http.extraHeader=traceparent: 00-" + TRACE + "-b7ad6b7169203331-01", "push", "origin", "HEAD:main").exitCode()).isZero();
        Thread.sleep(1000);
        for (SpanData s : TracedSpans.of(application, TRACE)) {
            System.out.println("SPAN " + s.getSpanId() + " < " + s.getParentSpanId() + " " + s.getName() + " " + s.getKind() + " " + s.getAttributes() + " " + (s.getEndEpochNanos() - s.getStartEpochNanos()) / 1000 + " " + s.getEvents().size());
        }
    }
}
