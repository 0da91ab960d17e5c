/**
 * A client of the <a href="https://backgroundcut.co">BackgroundCut v3</a> API that never pays twice
 * for the same work.
 *
 * <p>{@code api} and {@code model} below this package are generated from the contract: an interface
 * for each group of operations, and a record for each message. In Quarkus inject {@link
 * dev.clearcut.backgroundcut.BackgroundCutClient}; in plain Java make a {@link
 * dev.clearcut.backgroundcut.BackgroundCutHttp}. Put {@link
 * dev.clearcut.backgroundcut.CarefulProcess} over either: it looks before it pays. Every method
 * ends in a result or in a {@link dev.clearcut.backgroundcut.BackgroundCutException}.
 */
package dev.clearcut.backgroundcut;
