/** Requests of every operation of the service, generated from its document. */
package dev.clearcut.generated;
