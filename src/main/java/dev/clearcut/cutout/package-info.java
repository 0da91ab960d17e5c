/** What callers see of one photo: cutouts, their variants, their bytes, what more would cost. */
package dev.clearcut.cutout;
