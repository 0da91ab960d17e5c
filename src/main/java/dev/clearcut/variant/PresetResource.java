package dev.clearcut.variant;

import dev.clearcut.access.Roles;
import dev.clearcut.api.PresetsApi;
import dev.clearcut.api.model.Preset;
import jakarta.annotation.security.RolesAllowed;
import java.util.List;

/** What can be asked for by name. */
public class PresetResource implements PresetsApi {

  private final Presets presets;

  PresetResource(Presets presets) {
    this.presets = presets;
  }

  @Override
  @RolesAllowed(Roles.READER)
  public List<Preset> listPresets() {
    return presets.all();
  }
}
