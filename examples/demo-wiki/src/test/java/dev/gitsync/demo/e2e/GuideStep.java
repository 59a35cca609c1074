package dev.gitsync.demo.e2e;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A step of a guide in Markdown: commands of the reader, or an edit of another user in the wiki. */
sealed interface GuideStep {
    /** A code block, or a comment that describes an edit in the browser. */
    Pattern PART = Pattern.compile("(?ms)^```(sh refused|sh|text)\\n(.*?)^```$"
            + "|^<!-- wiki: (\\w+) edits ([^:]+): \"(.*?)\" -> \"(.*?)\" -->$");

    /** Returns the kind of the step. */
    Kind kind();

    /** Returns the steps of a guide, in order. */
    static List<GuideStep> of(String markdown) {
        List<GuideStep> steps = new ArrayList<>();
        Matcher parts = PART.matcher(markdown);
        while (parts.find()) {
            String type = parts.group(1);
            if (type == null) {
                steps.add(new Edit(parts.group(3), parts.group(4), parts.group(5), parts.group(6)));
            } else if (type.equals("text")) {
                Command command = (Command) steps.remove(steps.size() - 1);
                steps.add(command.printing(parts.group(2).lines().toList()));
            } else {
                steps.add(new Command(parts.group(2), type.equals("sh refused"), List.of()));
            }
        }
        return steps;
    }

    /** Commands for a shell, whether the last one must fail, and the expected output. */
    record Command(String commands, boolean refused, List<String> output) implements GuideStep {
        @Override
        public Kind kind() {
            return Kind.COMMAND;
        }

        private Command printing(List<String> lines) {
            return new Command(commands, refused, lines);
        }
    }

    /** An edit of a page by another user in the browser. */
    record Edit(String user, String path, String before, String after) implements GuideStep {
        @Override
        public Kind kind() {
            return Kind.EDIT;
        }
    }

    /** The two kinds of steps. */
    enum Kind {
        COMMAND,
        EDIT
    }
}
