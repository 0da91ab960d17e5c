package dev.clearcut.retention;

import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What retention deleted, or would delete. */
@Schema(description = "What retention deleted, or would delete.")
public record RetentionRun(
    @Schema(description = "Whether this only says what would be deleted.", examples = "true")
        boolean dryRun,
    @Schema(
            description = "Cutouts first made before this are too old.",
            examples = "2026-08-23T09:00:00Z")
        Instant before,
    @Schema(description = "How many cutouts.", examples = "2") long cutouts,
    @Schema(description = "Bytes of their photos and results.", examples = "7340032") long bytes,
    @Schema(
            description = "Their ids, the oldest first; at most 100 of them.",
            examples = "[\"3f5a0c9be0d2417c8a6f1b2c3d4e5f60\"]")
        List<String> ids,
    @Schema(
            description = "How many are still there because they are being worked on.",
            examples = "0")
        long busy,
    @Schema(
            description = "Whether there are more than one run deletes; run it again.",
            examples = "false")
        boolean more) {}
