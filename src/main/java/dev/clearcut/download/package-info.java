/** Bytes as HTTP has them: tags, ranges, names of files, and an end that a client can trust. */
package dev.clearcut.download;
