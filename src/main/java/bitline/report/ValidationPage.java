package bitline.report;

import bitline.silicon.validate.CurveError;
import bitline.silicon.validate.Score;
import bitline.silicon.validate.Validation;
import java.nio.file.Path;
import java.util.List;

/// A validation as a page: targets, parity plots, errors, curves, every figure, what other tools
/// show.
public final class ValidationPage {
  private ValidationPage() {}

  /// Writes the page: whole or not at all.
  public static void write(Validation validation, Path file) {
    Page.write(page(validation), file);
  }

  /// The page.
  public static String page(Validation validation) {
    List<Figure> targets = ValidationTargets.of(validation);
    return new Page()
        .section("targets", "Targets", Page.table(ValidationText.targets(targets)))
        .section(
            "errors", "How far off", Page.table(ValidationText.scores(Score.of(validation.rows()))))
        .section(
            "curves",
            "Shapes of curves",
            Page.table(ValidationText.curves(CurveError.of(validation.rows()))))
        .section(
            "figures", "Every figure", Page.table(ValidationText.figures(validation.rows(), true)))
        .section(
            "uncounted",
            "What does not count, and why",
            Page.table(ValidationText.uncounted(validation)))
        .section("peers", "What other tools show", Page.table(Peers.table()))
        .text("validate", "Energy and area", "published silicon", "", "");
  }
}
