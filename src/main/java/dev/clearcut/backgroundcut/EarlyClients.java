package dev.clearcut.backgroundcut;

import io.quarkus.arc.ClientProxy;
import io.quarkus.arc.profile.UnlessBuildProfile;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/**
 * Makes the clients when the application starts. Made by a first request, they would belong to the
 * HTTP server and be closed with it when the application stops, under the hands of work that is to
 * end in peace. Not in tests, whose vendor has no port before they have started.
 */
@ApplicationScoped
@Startup
@UnlessBuildProfile("test")
class EarlyClients {

  EarlyClients(
      @RestClient FileSpaceClient fileSpace,
      @RestClient BackgroundRemovalClient backgroundRemoval,
      @RestClient AiCutClient aiCut) {
    ClientProxy.unwrap(fileSpace);
    ClientProxy.unwrap(backgroundRemoval);
    ClientProxy.unwrap(aiCut);
  }
}
