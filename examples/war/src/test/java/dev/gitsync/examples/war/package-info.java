/** Tests of the WAR as it is deployed. */
@NullMarked
package dev.gitsync.examples.war;

import org.jspecify.annotations.NullMarked;
