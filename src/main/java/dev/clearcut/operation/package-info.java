/** What an operator sees: request ids. */
package dev.clearcut.operation;
