package dev.gitsync.servlet;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.transport.PostReceiveHook;
import org.eclipse.jgit.transport.PreReceiveHook;
import org.eclipse.jgit.transport.ReceiveCommand;
import org.eclipse.jgit.transport.ReceiveCommand.Result;
import org.eclipse.jgit.transport.ReceiveCommand.Type;
import org.eclipse.jgit.transport.ReceivePack;

/**
 * Runs the hooks of a repository as {@code git receive-pack} does, because JGit leaves this to its caller: {@code
 * pre-receive} for the whole push, {@code update} for each ref, {@code post-receive} for the refs that moved. The
 * client receives their output. Also protects the branch that is checked out: {@code receive.denyCurrentBranch} and
 * {@code receive.denyDeleteCurrent}.
 */
final class ReceiveHooks implements PreReceiveHook, PostReceiveHook {
    private final Repository repository;
    private final String user;

    ReceiveHooks(Repository repository, String user) {
        this.repository = repository;
        this.user = user;
    }

    @Override
    public void onPreReceive(ReceivePack push, Collection<ReceiveCommand> commands) {
        if (!run(push, "pre-receive", lines(commands))) {
            commands.forEach(command -> reject(command, "pre-receive hook declined"));
            return;
        }
        for (ReceiveCommand command : commands) {
            if (isCheckedOut(command)) {
                reject(command, "branch is currently checked out");
            } else if (!run(
                    push,
                    "update",
                    "",
                    command.getRefName(),
                    command.getOldId().name(),
                    command.getNewId().name())) {
                reject(command, "hook declined");
            }
        }
    }

    @Override
    public void onPostReceive(ReceivePack push, Collection<ReceiveCommand> commands) {
        if (!commands.isEmpty()) {
            run(push, "post-receive", lines(commands));
        }
    }

    private boolean isCheckedOut(ReceiveCommand command) {
        try {
            boolean isCurrent = !repository.isBare() && command.getRefName().equals(repository.getFullBranch());
            String setting = command.getType() == Type.DELETE ? "denyDeleteCurrent" : "denyCurrentBranch";
            String value = repository.getConfig().getString("receive", null, setting);
            return isCurrent && !List.of("ignore", "warn", "false").contains(value == null ? "refuse" : value);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void reject(ReceiveCommand command, String reason) {
        command.setResult(Result.REJECTED_OTHER_REASON, reason);
    }

    private static String lines(Collection<ReceiveCommand> commands) {
        StringBuilder lines = new StringBuilder();
        for (ReceiveCommand command : commands) {
            lines.append(command.getOldId().name()).append(' ');
            lines.append(command.getNewId().name()).append(' ');
            lines.append(command.getRefName()).append('\n');
        }
        return lines.toString();
    }

    /** Returns whether the hook is missing or succeeded. */
    private boolean run(ReceivePack push, String name, String input, String... arguments) {
        File hook = repository.getFS().findHook(repository, name);
        if (hook == null) {
            return true;
        }
        try {
            Path file = Files.createTempFile("gitsync-hook-", ".txt");
            try {
                Files.writeString(file, input);
                List<String> command = new ArrayList<>(List.of(hook.getAbsolutePath()));
                command.addAll(Arrays.asList(arguments));
                return run(push, new ProcessBuilder(command).redirectInput(file.toFile()));
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private boolean run(ReceivePack push, ProcessBuilder hook) throws IOException, InterruptedException {
        Map<String, String> environment = hook.environment();
        environment.keySet().removeIf(variable -> variable.startsWith("GIT_"));
        environment.put(Constants.GIT_DIR_KEY, ".");
        environment.put("REMOTE_USER", user);
        List<String> options = push.getPushOptions();
        if (options != null) {
            environment.put("GIT_PUSH_OPTION_COUNT", Integer.toString(options.size()));
            for (int i = 0; i < options.size(); i++) {
                environment.put("GIT_PUSH_OPTION_" + i, options.get(i));
            }
        }
        Process process = hook.directory(repository.getDirectory())
                .redirectErrorStream(true)
                .start();
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .forEach(push::sendMessage);
        return process.waitFor() == 0;
    }
}
