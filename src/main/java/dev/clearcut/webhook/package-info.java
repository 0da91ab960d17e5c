/** Who is told of what happens: subscriptions, messages, and their way to the receivers. */
package dev.clearcut.webhook;
