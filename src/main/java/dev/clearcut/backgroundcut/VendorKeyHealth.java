package dev.clearcut.backgroundcut;

import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Down while the vendor rejects our key. Asks nothing of the vendor. */
@Readiness
class VendorKeyHealth implements HealthCheck {

  static final String NAME = "vendor-key";

  private final VendorKey key;

  VendorKeyHealth(VendorKey key) {
    this.key = key;
  }

  @Override
  public HealthCheckResponse call() {
    return HealthCheckResponse.named(NAME).status(!key.isRejected()).build();
  }
}
