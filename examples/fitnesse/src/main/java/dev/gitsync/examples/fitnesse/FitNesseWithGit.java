package dev.gitsync.examples.fitnesse;

import fitnesse.ConfigurationParameter;
import fitnesseMain.FitNesseMain;

/** Starts FitNesse with the plugin, without an installation of FitNesse. The arguments are those of FitNesse. */
public final class FitNesseWithGit {
    private FitNesseWithGit() {}

    /** Does what {@code java -jar fitnesse-standalone.jar} does, and serves git. */
    public static void main(String[] arguments) {
        use(ConfigurationParameter.PLUGINS, GitPlugin.class);
        use(ConfigurationParameter.VERSIONS_CONTROLLER_CLASS, GuardedVersions.class);
        FitNesseMain.main(arguments);
    }

    private static void use(ConfigurationParameter setting, Class<?> part) {
        if (System.getProperty(setting.getKey()) == null) {
            System.setProperty(setting.getKey(), part.getName());
        }
    }
}
