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
import java.util.regex.Pattern;

/**
 * A directory with one mirror for each enabled space. The id of the mirror is the id of the space; a space whose id has more than
 * 64 characters has no mirror. Safe for use by several threads.
 */
public final class TemplateMirrorDirectory implements MirrorDirectory {
    private static final String ID = "{spaceId}";
    private static final String NAME = "{spaceName}";
    private static final Pattern OTHER_PLACEHOLDER = Pattern.compile("[{}]");
    private static final int SERVER_PARTS = 3;

    private final String template;
    private final Mirror.Options options;
    private final SpaceDirectory spaces;

    /**
     * Creates a directory.
     *
     * @param template the URL of the remotes, with {@code {spaceId}} in its path, and {@code {spaceName}} in another part of
     *     the path if the remotes have names. Both are replaced in their percent-encoded form. Names are not unique, so that
     *     they can't tell the remotes apart: a space would get the remote of another one with the same name.
     * @param options the options of every mirror
     * @throws InvalidInputException when the template is not of this form, or does not become a valid {@link RemoteUrl}; the
     *     message does not repeat it
     */
    public TemplateMirrorDirectory(String template, Mirror.Options options, SpaceDirectory spaces) {
        this.template = template;
        this.options = Objects.requireNonNull(options, "options");
        this.spaces = Objects.requireNonNull(spaces, "spaces");
        check(template);
    }

    private static void check(String template) {
        List<String> parts = List.of(template.split("/", -1));
        require(
                !OTHER_PLACEHOLDER.matcher(filled(template, "", "")).find(),
                "has only {spaceId} and {spaceName} as placeholders");
        require(
                parts.stream().limit(SERVER_PARTS).noneMatch(part -> part.contains("{")),
                "has placeholders after the host only");
        require(parts.stream().anyMatch(part -> part.contains(ID)), "must contain {spaceId}");
        require(
                parts.stream().noneMatch(part -> part.contains(ID) && part.contains(NAME)),
                "must have {spaceId} and {spaceName} in different parts of the path");
        new RemoteUrl(filled(template, "space", "space"));
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
        return MirrorId.isValid(id)
                ? Optional.of(new Mirror(new MirrorId(id), space.id(), url(space), options))
                : Optional.empty();
    }

    /** Returns the URL of a space. A name that is no part of a path, such as {@code ..}, is replaced by the id. */
    private RemoteUrl url(Space space) {
        String id = space.id().value();
        if (!space.name().isBlank()) {
            try {
                return new RemoteUrl(filled(template, id, encoded(space.name())));
            } catch (InvalidInputException e) {
                // Below.
            }
        }
        return new RemoteUrl(filled(template, id, id));
    }

    private static String filled(String template, String id, String name) {
        return template.replace(ID, id).replace(NAME, name);
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
