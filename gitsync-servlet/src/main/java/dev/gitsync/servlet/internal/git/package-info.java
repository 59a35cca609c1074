/** The git endpoints: URLs, authorization, and the fetches and pushes that JGit runs. */
@NullMarked
package dev.gitsync.servlet.internal.git;

import org.jspecify.annotations.NullMarked;
