/** Making results and paying for them: claims, looking, buying, fetching, verifying, storing. */
package dev.clearcut.rendition;
