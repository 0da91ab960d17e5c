/**
 * What somebody selects of a photo by points: started once, refined for free, kept as a variant.
 */
package dev.clearcut.selection;
