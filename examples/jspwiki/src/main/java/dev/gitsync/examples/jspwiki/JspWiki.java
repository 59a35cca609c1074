package dev.gitsync.examples.jspwiki;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.apache.wiki.WikiEngine;
import org.apache.wiki.auth.UserManager;
import org.apache.wiki.auth.WikiSecurityException;
import org.apache.wiki.auth.user.UserDatabase;
import org.apache.wiki.auth.user.UserProfile;
import org.apache.wiki.util.PropertyReader;

/**
 * JSPWiki's engine over a folder: {@code pages} with all versions of pages and attachments, {@code web/WEB-INF} with accounts, groups and
 * the policy of rights, {@code work} for its caches.
 */
final class JspWiki {
    private static final String POLICY = """
            grant principal org.apache.wiki.auth.authorize.Role "All" {
                permission org.apache.wiki.auth.permissions.WikiPermission "*", "login";
            };
            grant principal org.apache.wiki.auth.authorize.Role "Authenticated" {
                permission org.apache.wiki.auth.permissions.PagePermission "*:*", "modify,rename,delete";
                permission org.apache.wiki.auth.permissions.WikiPermission "*", "createPages";
            };
            grant principal org.apache.wiki.auth.GroupPrincipal "Admin" {
                permission org.apache.wiki.auth.permissions.AllPermission "*";
            };
            """;

    private JspWiki() {}

    /** Starts an engine. Where the folder has no policy of rights yet, every user with an account may do all with all pages. */
    static WikiEngine start(Path folder) {
        try {
            Path settings = Files.createDirectories(folder.resolve("web/WEB-INF"));
            writeOnce(settings.resolve("jspwiki.policy"), POLICY);
            writeOnce(settings.resolve("userdatabase.xml"), "<users/>");
            writeOnce(settings.resolve("web.xml"), "<web-app/>"); // without roles of a container
            Path pages = Files.createDirectories(folder.resolve("pages"));
            Files.createDirectories(folder.resolve("work"));
            return WikiEngine.getInstance(WebContext.at(folder.resolve("web")), settings(folder, pages));
        } catch (IOException e) {
            throw new UncheckedIOException("The folder of JSPWiki can't be written: " + folder, e);
        }
    }

    private static void writeOnce(Path file, String text) throws IOException {
        if (Files.notExists(file)) {
            Files.writeString(file, text);
        }
    }

    private static Properties settings(Path folder, Path pages) {
        Properties properties = PropertyReader.getDefaultProperties();
        properties.setProperty("jspwiki.pageProvider", "VersioningFileProvider");
        properties.setProperty("jspwiki.fileSystemProvider.pageDir", pages.toString());
        properties.setProperty("jspwiki.attachmentProvider", "BasicAttachmentProvider");
        properties.setProperty("jspwiki.basicAttachmentProvider.storageDir", pages.toString());
        properties.setProperty("jspwiki.workDir", folder.resolve("work").toString());
        properties.setProperty("jspwiki.encoding", "UTF-8");
        properties.setProperty("jspwiki.searchProvider", "BasicSearchProvider");
        properties.setProperty("jspwiki.allowCreationOfEmptyPages", "true");
        properties.setProperty("jspwiki.rss.generate", "false");
        // A listing has every write before it: no copies of pages in memory, which also lose changes on the disk.
        properties.setProperty("jspwiki.usePageCache", "false");
        properties.setProperty("jspwiki.cache.enable", "false");
        properties.setProperty(
                "jspwiki.login.throttling", "false"); // gitsync limits guesses itself, without holding a thread
        return properties;
    }

    /** Adds an account to JSPWiki's own database, or replaces its password. */
    static void account(WikiEngine engine, String name, String password) {
        UserDatabase users = engine.getManager(UserManager.class).getUserDatabase();
        UserProfile profile = users.newProfile();
        profile.setLoginName(name);
        profile.setFullname(name);
        profile.setPassword(password);
        try {
            users.save(profile);
        } catch (WikiSecurityException e) {
            throw new IllegalStateException("The account " + name + " can't be written", e);
        }
    }
}
