package dev.clearcut.storage;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;

/** The store that the configuration asks for. */
class ObjectStores {

  @Produces
  @ApplicationScoped
  ObjectStore configured(StorageConfig config) {
    return new FileSystemObjectStore(config.directory());
  }
}
