package bitline.forecast.windfall;

import bitline.base.Interval;
import bitline.base.Problem;
import bitline.text.Range;
import bitline.text.Unit;
import java.util.List;

/// The world's product by year, in the dollars of each year, and how it is taken to grow.
///
/// @param products by ascending year
/// @param growth a year after the last of them, as a fraction
public record World(List<Product> products, Growth growth) {
  /// A year's product.
  public record Product(
      @Range(min = 1900, max = 2200) int year,
      @Unit("USD") @Range(min = 1e9, max = 1e18) double dollars) {}

  /// Growth a year: a middle and the ends between which it lies in four cases of five.
  public record Growth(
      @Range(min = -0.5, max = 1) double middle,
      @Range(min = -0.5, max = 1) double low,
      @Range(min = -0.5, max = 1) double high) {
    public Growth {
      if (!(low <= middle && middle <= high)) {
        throw new IllegalArgumentException(
            "low " + low + ", middle " + middle + " and high " + high + " do not ascend");
      }
    }
  }

  public World {
    products = List.copyOf(products);
    if (products.isEmpty()) {
      throw new IllegalArgumentException("products is empty; give at least one year");
    }
    for (int i = 1; i < products.size(); i++) {
      if (products.get(i).year <= products.get(i - 1).year) {
        throw new IllegalArgumentException("products must ascend by year");
      }
    }
  }

  /// Dollars of a year: as told, or grown from the last year that is.
  ///
  /// @param deviations how many standard deviations growth lies from its middle, all years alike
  /// @throws Problem for a year before the last one told that is not told itself
  double of(int year, double deviations) {
    for (Product product : products) {
      if (product.year == year) {
        return product.dollars;
      }
    }
    Product last = products.getLast();
    if (year < last.year) {
      throw new Problem(
          "no world product of " + year + "; the file tells years up to " + last.year);
    }
    double end = deviations < 0 ? growth.low : growth.high;
    double rate =
        growth.middle + Math.abs(deviations) / Interval.DEVIATIONS * (end - growth.middle);
    return last.dollars * StrictMath.pow(Math.max(0.5, 1 + rate), year - last.year);
  }
}
