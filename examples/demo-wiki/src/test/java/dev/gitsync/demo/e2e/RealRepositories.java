package dev.gitsync.demo.e2e;

import dev.gitsync.demo.DemoOptions;
import dev.gitsync.demo.DemoWiki;
import dev.gitsync.model.SpaceId;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Pushes real repositories into a demo wiki, and reports how many of their folder pages, titles, links and images work there. It knows
 * the wiki only through git, its API and its pages, so that it can measure other versions of it too. Not a test; run it with
 *
 * <pre>java -cp … dev.gitsync.demo.e2e.RealRepositories REPORT [VARIABLE=VALUE…] GIT_DIRECTORY[:FOLDER]…</pre>
 *
 * <p>The report is a line of JSON for each repository. {@code paths} has the title of each page; {@code links} has, for each page, the links
 * and images of its HTML that lead into the wiki, with whether each leads to something. A folder page counts if the wiki has no other page
 * for its folder.
 */
final class RealRepositories {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Set<String> FOLDER_PAGES = Set.of("README.md", "index.md", "_index.md");
    private static final String LARGE = "8000000000";

    private final DemoWiki wiki;
    private final WebClient ada;
    private final HttpClient http = HttpClient.newHttpClient();
    private final Path work;

    private RealRepositories(DemoWiki wiki, Path work) {
        this.wiki = wiki;
        this.ada = WebClient.of(wiki, "ada");
        this.work = work;
    }

    /** Measures repositories. */
    public static void main(String[] arguments) throws IOException {
        Path work = Files.createTempDirectory("real-repositories");
        DemoOptions options = DemoOptions.in(work.resolve("wiki"));
        for (String limit :
                List.of("MAX_PACK_BYTES", "MAX_ATTACHMENT_BYTES", "ATTACHMENT_QUOTA_BYTES", "MAX_FILE_BYTES")) {
            options = options.withVariable("GIT_SYNC_" + limit, LARGE);
        }
        options =
                options.withVariable("GIT_SYNC_KEEP_SYMLINKS", "true").withVariable("GIT_SYNC_KEEP_SUBMODULES", "true");
        List<String> repositories = new ArrayList<>();
        for (String argument : Arrays.asList(arguments).subList(1, arguments.length)) {
            if (argument.contains("=")) {
                options = options.withVariable(argument.replaceFirst("=.*", ""), argument.replaceFirst(".*?=", ""));
            } else {
                repositories.add(argument);
            }
        }
        try (DemoWiki wiki = DemoWiki.start(options);
                PrintWriter report = new PrintWriter(Files.newBufferedWriter(Path.of(arguments[0])))) {
            RealRepositories tool = new RealRepositories(wiki, work);
            for (String repository : repositories) {
                report.println(JSON.writeValueAsString(tool.measure(repository)));
                report.flush();
            }
        }
    }

    private Map<String, Object> measure(String repository) throws IOException {
        String[] parts = repository.split(":");
        String name = Path.of(parts[0]).getParent().getFileName().toString();
        String space = name.replaceAll("[^A-Za-z0-9]", "-");
        ada.post("/spaces", "id", space, "name", name);
        Path home = Files.createDirectories(work.resolve(space));
        Path source = home.resolve("source");
        Path clone = home.resolve("clone");
        git(home, "init", "-q", "-b", "main", "source");
        Files.writeString(source.resolve(".git/objects/info/alternates"), parts[0] + "/objects\n");
        String tree = git(Path.of(parts[0]), "rev-parse", "HEAD" + (parts.length > 1 ? ":" + parts[1] : "^{tree}"));
        String commit = git(source, "commit-tree", "-m", "Bring " + name, tree);
        git(source, "update-ref", "refs/heads/main", commit);
        String url = wiki.cloneUrl(new SpaceId(space)).replace("://", "://ada:demo@");
        git(source, "push", "-q", url, "main");
        git(home, "clone", "-q", url, "clone");
        boolean isSame = git(clone, "rev-parse", "HEAD").equals(commit)
                && git(clone, "status", "--porcelain").isEmpty();
        Map<String, Object> result = new TreeMap<>(Map.of("name", name, "same", isSame, "commit", commit));
        addPages(space, result);
        return result;
    }

    /** Runs git without a timeout. */
    private static String git(Path folder, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of("git", "-C", folder.toString()));
        command.addAll(List.of("-c", "user.name=Ada", "-c", "user.email=ada@example.org"));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        if (process.onExit().join().exitValue() != 0) {
            throw new IOException(String.join(" ", command) + " failed: " + output);
        }
        return output;
    }

    private void addPages(String space, Map<String, Object> result) throws IOException {
        Map<String, JsonNode> pages = new TreeMap<>();
        String after = "";
        do {
            JsonNode batch = api("/api/spaces/" + space + "/pages?limit=1000&after=" + after);
            batch.get("pages").forEach(page -> pages.put(page.get("path").stringValue(), page));
            after = batch.get("next").isNull() ? "" : batch.get("next").stringValue();
        } while (!after.isEmpty());
        Map<String, String> titles = new TreeMap<>();
        Map<String, Object> links = new TreeMap<>();
        Map<String, Boolean> known = new HashMap<>();
        int folderPages = 0;
        int recognized = 0;
        for (Map.Entry<String, JsonNode> page : pages.entrySet()) {
            String path = page.getKey();
            if (path.endsWith("/")) {
                continue;
            }
            titles.put(path, page.getValue().get("title").stringValue());
            links.put(path, links("/p/" + page.getValue().get("id").stringValue(), known));
            int slash = path.lastIndexOf('/');
            if (slash > 0 && FOLDER_PAGES.contains(path.substring(slash + 1))) {
                folderPages++;
                recognized += pages.containsKey(path.substring(0, slash + 1)) ? 0 : 1;
            }
        }
        result.put("pages", titles.size());
        result.put("folderPages", List.of(recognized, folderPages));
        result.put("paths", titles);
        result.put("links", links);
    }

    /** Returns the links of a page: how each is written, and whether its target exists. */
    private List<List<Object>> links(String page, Map<String, Boolean> known) {
        List<List<Object>> links = new ArrayList<>();
        for (Element link :
                Jsoup.parse(ada.get(page).body()).select(".prose a[href], .prose img[src], .prose span.broken")) {
            boolean isImage = link.tagName().equals("img") || link.hasClass("picture");
            String address = link.tagName().equals("img") ? link.attr("src") : link.attr("href");
            if (address.matches("(?s)(?i)([a-z][a-z0-9+.-]*:|//|#).*") && !link.hasClass("broken")) {
                continue;
            }
            boolean leads =
                    !link.hasClass("broken") && known.computeIfAbsent(address.replaceFirst("#.*", ""), this::isThere);
            links.add(List.of(isImage ? "image" : "link", address, leads));
        }
        return links;
    }

    private boolean isThere(String address) {
        if (!address.startsWith("/")) {
            return false;
        }
        try {
            return List.of(200, 303)
                    .contains(ada.get(address.replace(" ", "%20")).status());
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private JsonNode api(String path) throws IOException {
        String basic = Base64.getEncoder().encodeToString("ada:demo".getBytes(StandardCharsets.UTF_8));
        HttpRequest request = HttpRequest.newBuilder(URI.create(wiki.url() + path))
                .header("Authorization", "Basic " + basic)
                .build();
        try {
            return JSON.readTree(
                    http.send(request, HttpResponse.BodyHandlers.ofString()).body());
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }
}
