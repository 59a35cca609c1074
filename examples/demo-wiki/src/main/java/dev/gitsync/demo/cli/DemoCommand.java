package dev.gitsync.demo.cli;

import dev.gitsync.demo.DemoOptions;
import dev.gitsync.demo.DemoWiki;
import dev.gitsync.demo.account.PasswordRules;
import dev.gitsync.jdbi.PackCache;
import dev.gitsync.model.SpaceId;
import java.io.BufferedReader;
import java.io.Console;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command line: its options and the two things it does, serve or set a password. */
@Command(
        name = "demo-wiki",
        description = "A small wiki whose spaces are git repositories.",
        mixinStandardHelpOptions = true,
        versionProvider = ManifestVersion.class,
        sortOptions = false,
        usageHelpAutoWidth = true,
        footer = {
            "",
            "The first start creates the accounts ada, bob and eve with the password 'demo'.",
            "Exit codes: 2 bad option, 3 port, 4 data directory in use, 5 data of a newer",
            "version, 6 database unreachable, 7 import refused, 1 anything else."
        })
final class DemoCommand implements Callable<Integer> {
    private static final int MAX_PORT = 65_535;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Option(names = "--port", paramLabel = "PORT", description = "The port to listen on (default: ${DEFAULT-VALUE}).")
    private int port = 8080;

    @Option(
            names = "--host",
            paramLabel = "HOST",
            description = "The address to listen on (default: ${DEFAULT-VALUE}).")
    private String host = DemoOptions.DEFAULT_HOST;

    @Option(names = "--data", paramLabel = "DIR", description = "The folder for all data (default: ${DEFAULT-VALUE}).")
    private Path data = Path.of("gitsync-data");

    @Option(names = "--postgres", paramLabel = "JDBC_URL", description = "A PostgreSQL to use, not the embedded one.")
    private @Nullable String postgres;

    @Option(names = "--redis", paramLabel = "URL", description = "A Redis for the leases, with --postgres.")
    private @Nullable String redis;

    @Option(names = "--import", paramLabel = "DIR", description = "A folder of Markdown and other files to import.")
    private @Nullable Path importFolder;

    @Option(names = "--space", paramLabel = "NAME", description = "The new or empty space that --import fills.")
    private @Nullable String space;

    @Option(names = "--set-password", paramLabel = "USER", description = "Ask for a new password of USER and exit.")
    private @Nullable String setPassword;

    @Option(
            names = {"-v", "--verbose"},
            description = "Log more.")
    private boolean verbose;

    @Override
    public Integer call() throws InterruptedException {
        if (verbose) {
            System.setProperty("demo.log.level", "INFO");
        }
        DemoOptions options = options();
        if (setPassword == null) {
            serve(options);
        } else {
            changePassword(options, setPassword);
        }
        return 0;
    }

    private DemoOptions options() {
        if (port < 0 || port > MAX_PORT) {
            throw bad("The port must be from 0 to " + MAX_PORT + ".");
        }
        if ((importFolder == null) != (space == null)) {
            throw bad("Use --import and --space together: --import DIR --space NAME.");
        }
        if (redis != null && postgres == null) {
            throw bad("--redis needs a shared database: add --postgres JDBC_URL.");
        }
        return new DemoOptions(host, port, data, postgres, redis, importing());
    }

    private DemoOptions.@Nullable Import importing() {
        if (importFolder == null || space == null) {
            return null;
        }
        if (!SpaceId.isValid(space)) {
            throw bad("The name of a space is 1 to 128 letters, digits, '-' or '_'.");
        }
        return new DemoOptions.Import(importFolder, new SpaceId(space));
    }

    private void serve(DemoOptions options) throws InterruptedException {
        if (options.postgres() != null) {
            PackCache.resizeToHeap();
        }
        DemoWiki wiki = DemoWiki.start(options);
        Runtime.getRuntime().addShutdownHook(new Thread(wiki::close, "shutdown"));
        PrintWriter out = spec.commandLine().getOut();
        out.println("The wiki is up at " + wiki.url() + " (Ctrl+C stops it).");
        out.println("Sign in as ada, bob or eve; on a new wiki the password is '" + PasswordRules.DEFAULT + "'.");
        out.println("git clone " + wiki.cloneUrl(new SpaceId(space == null ? "handbook" : space)));
        out.flush();
        Thread.currentThread().join();
    }

    private void changePassword(DemoOptions options, String account) {
        String password = askPassword(account);
        PasswordRules.objection(password).ifPresent(objection -> {
            throw bad(objection);
        });
        DemoWiki.setPassword(options, account, password);
        spec.commandLine().getOut().println("The password of " + account + " is changed.");
    }

    /** Reads without echo from a terminal, otherwise the first line of the standard input. */
    @SuppressWarnings("SystemConsoleNull") // a newer Java's console reads the standard input just as well
    private static String askPassword(String account) {
        Console console = System.console();
        if (console != null) {
            char[] password = console.readPassword("New password for %s: ", account);
            return password == null ? "" : new String(password);
        }
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        return in.lines().findFirst().orElse("");
    }

    private ParameterException bad(String sentence) {
        return new ParameterException(spec.commandLine(), sentence);
    }
}
