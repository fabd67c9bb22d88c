package bitline.cli;

import bitline.chip.Chip;
import bitline.money.spare.SparePlan;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The option that gives arrays other spare lines; mixed in with `@Mixin`.
final class SpareOptions {
  @Option(
      names = "--spares",
      paramLabel = "RxC",
      description =
          "Spare rows and columns of each array instead of those in the chip's file, such as 2x4.")
  private @Nullable String spares;

  /// The chip with the spare lines that were asked for, if any.
  Chip on(Chip chip) {
    return spares == null ? chip : SparePlan.parse("--spares", spares).on(chip);
  }
}
