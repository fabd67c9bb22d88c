package bitline.silicon;

import bitline.chip.Chip;
import bitline.chip.OperatingPoint;
import bitline.chip.Part;
import java.util.Map;

/// A chip whose arrays are all full and always busy, at one operating point: what peak figures are
/// measured of. Joules of one *vector*: every array of the chip multiplies its matrix with one
/// input.
///
/// @param energy joules of one vector by part, of the whole chip
/// @param area square metres by part, of the whole chip
/// @param macs multiply-accumulates of one vector, of the whole chip
/// @param conversions columns that are converted for one vector, of the whole chip; 0 without ADC
/// @param steps of one array for one vector
/// @param seconds of one vector
public record Peak(
    Map<Part, Double> energy,
    Map<Part, Double> area,
    double macs,
    double conversions,
    double steps,
    double seconds) {

  /// What the models give for a chip at a point: its supply, widths, digits, data and step.
  public static Peak of(Chip chip, OperatingPoint point, Factors factors) {
    throw new UnsupportedOperationException(chip.name() + point.name() + factors);
  }
}
