package dev.clearcut.backgroundcut;

import jakarta.enterprise.context.ApplicationScoped;

/** What all requests together may spend on repeats: much while calls succeed, little while not. */
@ApplicationScoped
class RetryBudget {

  private final int size;
  private final double perSuccess;
  private double tokens;

  RetryBudget(RetryConfig config) {
    this.size = config.budget().size();
    this.perSuccess = config.budget().perSuccess();
    this.tokens = size;
  }

  /** How many repeats there may be, with the parts of one. */
  synchronized double left() {
    return tokens;
  }

  synchronized void earn() {
    tokens = Math.min(size, tokens + perSuccess);
  }

  /** Takes one repeat; false when there is none left. */
  synchronized boolean spend() {
    if (tokens < 1) {
      return false;
    }
    tokens--;
    return true;
  }
}
