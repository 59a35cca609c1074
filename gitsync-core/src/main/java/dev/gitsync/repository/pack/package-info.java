/**
 * Support for stores of repositories: limits on incoming packs, and rules that keep the number of packs low: {@link
 * dev.gitsync.repository.pack.PackLimits} and {@link dev.gitsync.repository.pack.IncomingPackCheck}, and {@link
 * dev.gitsync.repository.pack.PackRules}.
 */
@NullMarked
package dev.gitsync.repository.pack;

import org.jspecify.annotations.NullMarked;
