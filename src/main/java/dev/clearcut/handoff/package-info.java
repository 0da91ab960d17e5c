/** Photos that a browser sends to the vendor itself, by calls that are signed here. */
package dev.clearcut.handoff;
