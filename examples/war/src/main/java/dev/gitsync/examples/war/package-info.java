/** gitsync in a servlet container of the operator: everything is set up from the environment when it starts. */
@NullMarked
package dev.gitsync.examples.war;

import org.jspecify.annotations.NullMarked;
