package dev.gitsync.internal.lfs;

import java.util.List;

/**
 * One line of a {@code .gitattributes} file.
 *
 * @param pattern the files that it applies to
 * @param assignments the attributes that it sets, in the order of the line
 */
record AttributeRule(PathPattern pattern, List<AttributeAssignment> assignments) {}
