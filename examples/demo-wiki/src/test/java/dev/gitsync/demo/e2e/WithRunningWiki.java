package dev.gitsync.demo.e2e;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Shares one wiki between the classes with this annotation, and the browser between those that need one: the build
 * runs them in one JVM.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Tag("running-wiki")
@ExtendWith(RunningWiki.class)
@interface WithRunningWiki {}
