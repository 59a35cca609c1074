package dev.gitsync.demo.cli;

import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Asks for a password: unseen at a terminal, otherwise the first line of the standard input. */
final class PasswordPrompt {
    @SuppressWarnings("SystemConsoleNull") // a newer Java's console reads the standard input just as well
    String ask(String account) {
        Console console = System.console();
        if (console != null) {
            char[] password = console.readPassword("New password for %s: ", account);
            return password == null ? "" : new String(password);
        }
        try {
            BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
            String line = in.readLine();
            return line == null ? "" : line;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
