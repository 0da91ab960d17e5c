/**
 * What goes away: deleted cutouts to their last byte, those that are too old, and objects of
 * nothing.
 */
package dev.clearcut.retention;
