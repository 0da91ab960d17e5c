/**
 * Cuts out photos from the command line: a thin front of the batches of a Clearcut service.
 *
 * <p>{@link dev.clearcut.cli.Clearcut} reads what is asked for. {@link dev.clearcut.cli.Photos}
 * finds the photos, {@link dev.clearcut.cli.OutFolder} knows what is there of them already, and a
 * {@link dev.clearcut.cli.Job} takes the rest through one batch. It never decides about money: the
 * service does, which pays for nothing twice. What it adds is that it does not even ask for what is
 * on the disk, unchanged.
 */
package dev.clearcut.cli;
