/** AI Cut: interactive segmentation by points (reference page, "AI Cut"). */
package dev.clearcut.mock.aicut;
