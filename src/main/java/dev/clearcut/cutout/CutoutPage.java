package dev.clearcut.cutout;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.net.URI;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Some cutouts, newest first, and where to go on. */
@Schema(description = "Some cutouts, newest first.", requiredProperties = "items")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CutoutPage(
    List<Cutout> items,
    @Schema(
            description = "Where the page behind this one is; absent on the last.",
            examples = "/cutouts?limit=20&cursor=MjAyNi0xMS0yMVQwNTo0NzozOFp8ZjJlOWQ3ZTg")
        URI next) {}
