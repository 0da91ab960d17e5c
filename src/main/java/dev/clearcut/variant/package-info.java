/** What can be asked for: the parameters of a variant, the presets, and the reading of both. */
package dev.clearcut.variant;
