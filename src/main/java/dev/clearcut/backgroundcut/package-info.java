/**
 * The vendor as the service sees it. {@code api} and {@code model} below this package are generated
 * from the contract; the rest adds credentials, failures and fault tolerance.
 */
package dev.clearcut.backgroundcut;
