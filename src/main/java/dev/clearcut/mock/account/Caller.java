package dev.clearcut.mock.account;

import io.quarkus.arc.profile.UnlessBuildProfile;
import jakarta.enterprise.context.RequestScoped;

/** Whose request this is. */
@RequestScoped
@UnlessBuildProfile("prod")
public class Caller {

  private Account account;

  /** The account whose key the request carried. */
  public Account account() {
    return account;
  }

  void account(Account account) {
    this.account = account;
  }
}
