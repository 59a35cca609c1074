package dev.gitsync.servlet;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;

/**
 * Runs on Jetty, Tomcat 10.1 and Tomcat 11, because what it tests depends on the container: requests, headers, sign-in, bodies that
 * come in chunks, too slowly or not to their end, and clients that leave. All other tests run once, on Jetty.
 */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@Tag("every-container")
@interface EveryContainer {}
