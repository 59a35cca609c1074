package dev.gitsync.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.gitsync.tests.GitClient;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.xml.sax.InputSource;

/**
 * The trace of a push, from HTTP to SQL, with Micrometer Tracing, OpenTelemetry and datasource-micrometer. With {@code
 * -Dgitsync.trace.picture=FILE}, it pushes several times and draws the fastest push. The name puts it before {@link GitAccessTest}, which stops the application.
 */
class EndToEndTraceTest {
    private static final String PICTURE = "gitsync.trace.picture";
    private static final int PUSHES = 60;
    /** The span of the client, which git knows nothing of; it only sends the header. */
    private static final String CLIENT = "b7ad6b7169203331";

    @TempDir
    private Path home;

    private final TestApplication application = TestApplication.shared();

    @Test
    void onePushIsOneTraceFromHttpToSql() {
        GitClient ada = clone("traced");
        String trace = "0af7651916cd43dd8448eb211c80319c";
        ada.commit("Traced.md", "# Traced\n");

        SpanTree request = pushed(ada, trace);

        SpanTree push = request.find("gitsync.push");
        assertThat(push.children())
                .extracting(SpanTree::name)
                .containsSubsequence("SQL INSERT gitsync_leases", "gitsync.cycle", "gitsync.plan", "gitsync.apply")
                .doesNotContain("gitsync.merge");
        assertThat(push.find("gitsync.cycle").children())
                .extracting(SpanTree::name)
                .contains("SQL SELECT gitsync_refs");
        assertThat(push.find("gitsync.apply").children())
                .extracting(SpanTree::name)
                .contains("SQL INSERT gitsync_revisions")
                .anyMatch(name -> name.matches("SQL (INSERT|UPDATE) gitsync_refs"));
        assertThat(request.span().getParentSpanId()).isEqualTo(CLIENT);
        assertThat(attribute(push, "kind")).isEqualTo("client");
        assertThat(attribute(push, "outcome")).isEqualTo("accepted");
        assertThat(attribute(push, "space")).isEqualTo("handbook");
    }

    @Test
    void fetchesAreStepsOfTheirRequests() {
        GitClient ada = clone("behind");
        GitClient other = clone("ahead");
        other.commit("Other.md", "# Other\n");
        assertThat(other.run("push", "origin", "HEAD:main").exitCode()).isZero();
        String trace = "1af7651916cd43dd8448eb211c80319c";

        ada.run("-c", header(trace), "fetch", "origin");

        await().untilAsserted(() -> assertThat(TracedSpans.of(application, trace))
                .filteredOn(span -> span.getName().equals("gitsync.fetch"))
                .extracting(span -> span.getAttributes().get(AttributeKey.stringKey("outcome")))
                .contains("pack-sent"));
    }

    /** A validator that fails puts text of the page into its message. */
    @Test
    void tracesOfFailuresContainNoTextOfPages() {
        GitClient ada = clone("secretive");
        String trace = "2af7651916cd43dd8448eb211c80319c";
        ada.commit("Secret.md", "# Secret\n\nthe-launch-code-is-4711\n");
        application.bean(Watched.class).beforePlan(() -> {
            throw new IllegalStateException("the-launch-code-is-4711");
        });

        assertThat(ada.run("-c", header(trace), "push", "origin", "HEAD:main").exitCode())
                .isNotZero();

        SpanTree plan = await().until(() -> requests(trace), requests -> requests.size() == 1)
                .get(0)
                .find("gitsync.plan");
        assertThat(plan.span().getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
        assertThat(attribute(plan, "exception")).isEqualTo("IllegalStateException");
        assertThat(TracedSpans.of(application, trace))
                .allSatisfy(span -> assertThat(span.toString()).doesNotContain("4711"));
    }

    @Test
    void picturesHaveALineForEachSpan() throws Exception {
        GitClient ada = clone("drawn");
        ada.commit("Drawn.md", "# Drawn\n");

        SpanTree request = pushed(ada, "3af7651916cd43dd8448eb211c80319c");

        String picture = TracePicture.of(request, "A < B & C");
        var document = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(picture)));
        long shown = request.all()
                .filter(tree ->
                        !tree.name().startsWith("security") && !tree.name().startsWith("authorize"))
                .count();
        assertThat(document.getElementsByTagName("rect").getLength()).isEqualTo((int) shown + 1);
        assertThat(picture)
                .contains("A &lt; B &amp; C", ">gitsync.apply</text>", ">SQL INSERT gitsync_revisions</text>");
    }

    @Test
    @EnabledIfSystemProperty(named = PICTURE, matches = ".+")
    void drawsThePictureOfTheDocs() throws IOException {
        GitClient ada = clone("picture");
        List<SpanTree> requests = new ArrayList<>();
        for (int i = 0; i < PUSHES; i++) {
            ada.commit("Edited.md", "# Edited " + i + " times\n");
            requests.add(pushed(ada, "4af7651916cd43dd8448eb211c80%04x".formatted(i)));
        }
        SpanTree fastest = Collections.min(requests, Comparator.comparingLong(SpanTree::micros));
        String title =
                "A push of one edited page, with pages, commits and refs in PostgreSQL: the fastest of " + PUSHES;
        Files.writeString(Path.of(System.getProperty(PICTURE)), TracePicture.of(fastest, title));
    }

    private GitClient clone(String name) {
        return GitClient.at(home).clone(application.url("ada", "/git/handbook.git"), name);
    }

    private static String header(String trace) {
        return "http.extraHeader=traceparent: 00-" + trace + "-" + CLIENT + "-01";
    }

    /** Pushes, and returns the spans of the request that carried the push. */
    private SpanTree pushed(GitClient git, String trace) {
        GitClient.Outcome push = git.run("-c", header(trace), "push", "origin", "HEAD:main");
        assertThat(push.exitCode()).as(push.stderr()).isZero();
        return await().until(() -> requests(trace), requests -> requests.size() == 1)
                .get(0);
    }

    /** The client is done before the last span ends. */
    private List<SpanTree> requests(String trace) {
        List<SpanData> spans = TracedSpans.of(application, trace);
        return spans.stream()
                .filter(span -> span.getName().equals("http post /git/{space}/git-receive-pack"))
                .map(span -> SpanTree.of(span, spans))
                .toList();
    }

    private static String attribute(SpanTree tree, String key) {
        return String.valueOf(tree.span().getAttributes().get(AttributeKey.stringKey(key)));
    }
}
