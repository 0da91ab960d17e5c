package dev.clearcut.cli;

import java.nio.file.Path;

/**
 * A photo that was found.
 *
 * @param file absolute
 * @param name relative: where it was in the folder that was named, or its plain file name
 */
record Photo(Path file, Path name) {}
