package dev.gitsync.demo.files;

import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The type by which the contents of a file are sent. It comes from a fixed list by the ending of the name, never from the contents or
 * from who uploaded them.
 *
 * @param name the media type
 * @param isInline whether a browser may show it by itself. HTML, SVG, XML and PDF can contain scripts, so that they are downloads only
 * @param isImage whether a page shows it as an image
 */
public record FileType(String name, boolean isInline, boolean isImage) {
    private static final FileType OTHER = new FileType("application/octet-stream", false, false);
    private static final String TEXT = "text/plain;charset=utf-8";
    private static final Map<String, String> NAMES = Map.ofEntries(
            Map.entry("png", "image/png"),
            Map.entry("jpg", "image/jpeg"),
            Map.entry("jpeg", "image/jpeg"),
            Map.entry("gif", "image/gif"),
            Map.entry("webp", "image/webp"),
            Map.entry("avif", "image/avif"),
            Map.entry("bmp", "image/bmp"),
            Map.entry("svg", "image/svg+xml"),
            Map.entry("mp4", "video/mp4"),
            Map.entry("webm", "video/webm"),
            Map.entry("mp3", "audio/mpeg"),
            Map.entry("ogg", "audio/ogg"),
            Map.entry("wav", "audio/wav"),
            Map.entry("txt", TEXT),
            Map.entry("csv", TEXT),
            Map.entry("log", TEXT),
            Map.entry("pdf", "application/pdf"),
            Map.entry("zip", "application/zip"));
    private static final Set<String> DOWNLOADS = Set.of("svg", "pdf", "zip");

    /** The type of a file with this name. */
    public static FileType of(String name) {
        String ending = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        String type = name.contains(".") ? NAMES.get(ending) : null;
        return type == null ? OTHER : new FileType(type, !DOWNLOADS.contains(ending), type.startsWith("image/"));
    }
}
