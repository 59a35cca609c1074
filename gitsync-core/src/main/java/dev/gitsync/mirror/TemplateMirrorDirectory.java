package dev.gitsync.mirror;

import dev.gitsync.error.InvalidInputException;
import dev.gitsync.model.Space;
import dev.gitsync.model.SpaceId;
import dev.gitsync.store.SpaceDirectory;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A directory with one mirror for each enabled space. The id of the mirror is the id of the space; a space whose id has more than
 * 64 characters has no mirror. Safe for use by several threads.
 */
public final class TemplateMirrorDirectory implements MirrorDirectory {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{([^{}]*)}");
    private static final String AFTER_HOST = "[a-zA-Z]+://[^/]+/.*";

    private final String template;
    private final Mirror.Options options;
    private final SpaceDirectory spaces;

    /**
     * Creates a directory.
     *
     * @param template the URL of the remotes, with {@code {spaceId}} or {@code {spaceName}} in its path; both are replaced in
     *     their percent-encoded form
     * @param options the options of every mirror
     * @throws InvalidInputException when the template has no placeholder, an unknown one, one before the path, or does not
     *     become a valid {@link RemoteUrl}
     */
    public TemplateMirrorDirectory(String template, Mirror.Options options, SpaceDirectory spaces) {
        this.template = template;
        this.options = Objects.requireNonNull(options, "options");
        this.spaces = Objects.requireNonNull(spaces, "spaces");
        check(template);
    }

    private static void check(String template) {
        Matcher placeholders = PLACEHOLDER.matcher(template);
        int found = 0;
        while (placeholders.find()) {
            String name = placeholders.group(1);
            require(
                    name.equals("spaceId") || name.equals("spaceName"),
                    "has only {spaceId} and {spaceName} as placeholders");
            require(
                    template.substring(0, placeholders.start()).matches(AFTER_HOST),
                    "has placeholders after the host only");
            found++;
        }
        require(found > 0, "must contain {spaceId} or {spaceName}, so that no two spaces share a remote");
        new RemoteUrl(PLACEHOLDER.matcher(template).replaceAll("space"));
    }

    private static void require(boolean holds, String rule) {
        if (!holds) {
            throw new InvalidInputException("The template of remotes " + rule
                    + ". Expected a URL such as https://git.example.org/wiki/{spaceId}.git");
        }
    }

    @Override
    public Optional<Mirror> find(MirrorId id) {
        return spaces.find(new SpaceId(id.value())).flatMap(this::mirror);
    }

    @Override
    public List<Mirror> all() {
        return spaces.enabled().stream()
                .map(this::mirror)
                .flatMap(Optional::stream)
                .toList();
    }

    private Optional<Mirror> mirror(Space space) {
        String id = space.id().value();
        if (!MirrorId.isValid(id)) {
            return Optional.empty();
        }
        String url = PLACEHOLDER
                .matcher(template)
                .replaceAll(found ->
                        Matcher.quoteReplacement(encoded(found.group(1).equals("spaceId") ? id : space.name())));
        return Optional.of(new Mirror(new MirrorId(id), space.id(), new RemoteUrl(url), options));
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
