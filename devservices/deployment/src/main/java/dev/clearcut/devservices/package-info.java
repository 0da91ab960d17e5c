/**
 * The emulator of BackgroundCut as a Dev Service: started by Quarkus in dev and test mode when the
 * application names no other place where the vendor is, and shown in the Dev UI.
 */
package dev.clearcut.devservices;
