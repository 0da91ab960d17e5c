package dev.clearcut.selection;

import dev.clearcut.api.model.FinishRequest;
import dev.clearcut.api.model.Point;
import dev.clearcut.api.model.PointsRequest;
import dev.clearcut.api.model.SelectionRequest;
import dev.clearcut.problem.CallersJson;
import dev.clearcut.problem.Problems;
import io.quarkiverse.resteasy.problem.HttpProblem;
import jakarta.inject.Singleton;
import java.util.List;

/** Reads what callers send of selections, or says which field is wrong and why. */
@Singleton
class SelectionRequests {

  private static final int MOST_POINTS = 200;

  private final CallersJson json;

  SelectionRequests(CallersJson json) {
    this.json = json;
  }

  /** The id of the cutout to select from. */
  String cutout(String body) {
    String cutout =
        read(body, SelectionRequest.class, "{\"cutout\": \"f2e9d7e88b9d4ac9b6c3b1f0a5d4c3b2\"}")
            .cutout();
    if (cutout == null) {
      throw Problems.INVALID_REQUEST.with(
          "cutout is missing; give the id of the cutout whose photo to select from.");
    }
    return cutout;
  }

  PointsRequest points(String body) {
    return read(body, PointsRequest.class, "{\"keep\": [{\"x\": 70, \"y\": 40}]}");
  }

  /** The name under which to keep what is selected. */
  String name(String body) {
    FinishRequest request = read(body, FinishRequest.class, "{\"name\": \"hero\"}");
    request.check(
        (field, words) -> Problems.INVALID_REQUEST.with("%s %s.".formatted(field, words)));
    return request.name();
  }

  private <T> T read(String body, Class<T> type, String example) {
    return json.body(body, type, "The body is not a JSON object such as %s.".formatted(example));
  }

  /**
   * The points, all of them on the photo.
   *
   * @throws HttpProblem 400 naming the one that is not
   */
  static Points on(SelectionEntity photo, PointsRequest request) {
    int count = request.keep().size() + request.leave().size();
    if (count > MOST_POINTS) {
      throw Problems.INVALID_REQUEST.with(
          "keep and leave have %d points together. Send at most %d.".formatted(count, MOST_POINTS));
    }
    check("keep", request.keep(), photo);
    check("leave", request.leave(), photo);
    return new Points(request.keep(), request.leave());
  }

  private static void check(String list, List<Point> points, SelectionEntity photo) {
    for (int i = 0; i < points.size(); i++) {
      Point point = points.get(i);
      if (point == null || point.x() == null || point.y() == null) {
        throw Problems.INVALID_REQUEST.with(
            "%s[%d] must have x and y, such as {\"x\": 70, \"y\": 40}.".formatted(list, i));
      }
      if (point.x() < 0 || point.y() < 0 || point.x() >= photo.width || point.y() >= photo.height) {
        throw Problems.INVALID_REQUEST.with(
            ("%s[%d] is at %d, %d, which is outside of the upright photo of %d × %d pixels. x is 0"
                    + " to %d, y is 0 to %d.")
                .formatted(
                    list,
                    i,
                    point.x(),
                    point.y(),
                    photo.width,
                    photo.height,
                    photo.width - 1,
                    photo.height - 1));
      }
    }
  }
}
