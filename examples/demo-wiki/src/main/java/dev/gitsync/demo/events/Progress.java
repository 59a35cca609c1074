package dev.gitsync.demo.events;

import java.util.OptionalLong;

/**
 * How far a long pull is.
 *
 * @param done how many changes of the wiki are in
 * @param remaining about how many are still to come, if that is known
 */
public record Progress(long done, OptionalLong remaining) {}
