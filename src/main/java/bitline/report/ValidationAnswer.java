package bitline.report;

import bitline.silicon.Assumption;
import bitline.silicon.validate.CurveError;
import bitline.silicon.validate.Row;
import bitline.silicon.validate.Score;
import bitline.silicon.validate.Validation;
import java.util.List;
import java.util.Map;

/// A validation as one program hands it to another.
///
/// @param figures each published figure beside its predictions
/// @param missing figures for which the models say nothing
/// @param scores errors by quantity and class
/// @param curves how well shapes are met
/// @param targets met or not
/// @param together the factors that fit all chips best
/// @param own the factors that fit each chip best
public record ValidationAnswer(
    List<Row> figures,
    List<Validation.Missing> missing,
    List<Score> scores,
    List<CurveError> curves,
    List<Figure> targets,
    Map<Assumption, Double> together,
    Map<String, Map<Assumption, Double>> own) {
  /// The answer of a validation.
  ///
  /// @param shown the rows that were asked for
  public static ValidationAnswer of(Validation validation, List<Row> shown) {
    return new ValidationAnswer(
        shown,
        validation.missing(),
        Score.of(validation.rows()),
        CurveError.of(validation.rows()),
        ValidationTargets.of(validation),
        validation.together(),
        validation.own());
  }
}
