package dev.clearcut.cutout;

import dev.clearcut.access.Roles;
import dev.clearcut.api.BytesApi;
import dev.clearcut.download.Downloads;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.core.Response;
import java.util.List;

/** The bytes of photos and variants. */
public class CutoutBytesResource implements BytesApi {

  private final BytesFinder finder;
  private final Downloads downloads;

  CutoutBytesResource(BytesFinder finder, Downloads downloads) {
    this.finder = finder;
    this.downloads = downloads;
  }

  @Override
  @RolesAllowed(Roles.READER)
  public Response getVariant(
      String id,
      String name,
      List<String> range,
      List<String> ifRange,
      List<String> ifNoneMatch,
      String download) {
    return downloads.send(finder.variant(id, name), range, ifRange, ifNoneMatch);
  }

  @Override
  @RolesAllowed(Roles.READER)
  public Response headVariant(String id, String name, List<String> ifNoneMatch, String download) {
    return downloads.headers(finder.variant(id, name), ifNoneMatch);
  }

  @Override
  @RolesAllowed(Roles.READER)
  public Response getSource(
      String id,
      List<String> range,
      List<String> ifRange,
      List<String> ifNoneMatch,
      String download) {
    return downloads.send(finder.source(id), range, ifRange, ifNoneMatch);
  }

  @Override
  @RolesAllowed(Roles.READER)
  public Response headSource(String id, List<String> ifNoneMatch, String download) {
    return downloads.headers(finder.source(id), ifNoneMatch);
  }
}
