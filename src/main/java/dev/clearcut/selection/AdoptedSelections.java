package dev.clearcut.selection;

import dev.clearcut.api.model.Selection;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.file.Path;

/** Selections whose session somebody else has started at the vendor, on our account. */
@ApplicationScoped
public class AdoptedSelections {

  private final Selections selections;

  AdoptedSelections(Selections selections) {
    this.selections = selections;
  }

  /**
   * Keeps a photo, and goes on with the session that was started with it. What it cost is booked by
   * the caller.
   *
   * @param session the vendor's name of it
   * @throws io.quarkiverse.resteasy.problem.HttpProblem 422 when the photo is not usable
   */
  public Selection adopt(Path image, String fileName, String session) {
    return SelectionResource.view(selections.adopt(image, fileName, session));
  }

  /**
   * A selection as it is now.
   *
   * @throws io.quarkiverse.resteasy.problem.HttpProblem 404 when there is none
   */
  public Selection get(String id) {
    return SelectionResource.view(selections.get(id));
  }
}
