package bitline.forecast.method;

import bitline.text.Collected;
import bitline.text.Default;
import bitline.text.Evidence;
import bitline.text.Sourced;
import java.util.List;

/// A value that a measure cannot pass, and why: a product of factors that are each known within
/// bounds, as `ceilings/ceilings.yaml` writes it. See [Ceilings] for its value.
///
/// @param key such as `landauer`
/// @param title the reason, one line
/// @param escape how it could be got round
/// @param measures keys of series that it bounds
/// @param unit of those series: a measure in another unit is another measure
/// @param factors at least one
/// @param times keys of ceilings by which the product is multiplied
/// @param evidence where every number comes from
@Sourced
public record Ceiling(
    String key,
    String title,
    String escape,
    List<String> measures,
    String unit,
    List<Factor> factors,
    @Default("[]") List<String> times,
    @Collected List<Evidence> evidence) {
  public Ceiling {
    if (factors.isEmpty()) {
      throw new IllegalArgumentException("factors: a ceiling needs one at least");
    }
  }

  /// One number of the product.
  ///
  /// @param name what it is
  /// @param unit for people; nothing is converted
  /// @param low one case of ten lies below
  /// @param middle as likely too high as too low
  /// @param high one case of ten lies above
  /// @param power 1 multiplies, −1 divides
  public record Factor(
      String name, String unit, double low, double middle, double high, double power) {
    public Factor {
      if (!(low > 0 && low <= middle && middle <= high && high < Double.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException(
            "low: " + low + ", " + middle + " and " + high + " are not positive and ascending");
      }
      if (power != 1 && power != -1) {
        throw new IllegalArgumentException("power: " + power + " is neither 1 nor -1");
      }
    }
  }
}
