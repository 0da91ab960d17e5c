/** The page at {@code /}: files under {@code META-INF/resources}, and the switch for them. */
package dev.clearcut.page;
