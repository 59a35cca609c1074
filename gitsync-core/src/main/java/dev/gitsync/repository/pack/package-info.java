/**
 * What a store of repositories needs to take in packs from outside, within limits, and to keep its own packs few: {@link
 * dev.gitsync.repository.pack.PackLimits} and {@link dev.gitsync.repository.pack.IncomingPackCheck}, and {@link
 * dev.gitsync.repository.pack.PackRules}.
 */
@NullMarked
package dev.gitsync.repository.pack;

import org.jspecify.annotations.NullMarked;
