/** What goes away by itself: objects that belong to nothing, and cutouts that are too old. */
package dev.clearcut.retention;
