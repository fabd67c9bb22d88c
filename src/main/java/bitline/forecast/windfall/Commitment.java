package bitline.forecast.windfall;

import bitline.text.Range;
import java.util.List;

/// A promise to give away marginal shares of a year's profit, by brackets of the profit over the
/// world's product of that year. Because shares lie between 0 and 1, what is given never jumps,
/// never falls as profit rises, and never exceeds the profit.
///
/// @param name for people
/// @param brackets by ascending beginnings, the first at 0; each reaches to the next, the last for
///   ever
public record Commitment(String name, List<Bracket> brackets) {
  /// A bracket.
  ///
  /// @param from profit over world product at which it begins
  /// @param share of each further dollar that is given
  public record Bracket(
      @Range(min = 0, max = 1) double from, @Range(min = 0, max = 1) double share) {}

  public Commitment {
    brackets = List.copyOf(brackets);
    if (brackets.isEmpty() || brackets.getFirst().from != 0) {
      throw new IllegalArgumentException(
          "brackets must begin at 0; write {from: 0, share: 0} first");
    }
    for (int i = 1; i < brackets.size(); i++) {
      if (!(brackets.get(i).from > brackets.get(i - 1).from)) {
        throw new IllegalArgumentException(
            "brackets must ascend; "
                + brackets.get(i).from
                + " does not lie above "
                + brackets.get(i - 1).from);
      }
    }
  }

  /// Dollars given of a year's profit; nothing of a loss.
  ///
  /// @param world product of that year, dollars
  public double given(double profit, double world) {
    double given = 0;
    for (int i = 0; i < brackets.size(); i++) {
      double from = brackets.get(i).from * world;
      double to = end(i) * world;
      given += brackets.get(i).share * Math.max(0, Math.min(profit, to) - from);
    }
    return given;
  }

  /// Where a bracket ends, over world product.
  private double end(int i) {
    return i + 1 < brackets.size() ? brackets.get(i + 1).from : Double.POSITIVE_INFINITY;
  }

  /// Share of the next dollar that is given at a profit.
  public double marginal(double profit, double world) {
    double share = 0;
    for (Bracket bracket : brackets) {
      if (profit >= bracket.from * world) {
        share = bracket.share;
      }
    }
    return share;
  }

  /// The largest profit of which no more is given than this; infinite where no profit gives more.
  double profit(double given, double world) {
    double left = given;
    for (int i = 0; i < brackets.size(); i++) {
      double width = (end(i) - brackets.get(i).from) * world;
      double share = brackets.get(i).share;
      double all = share == 0 ? 0 : share * width;
      if (left < all) {
        return brackets.get(i).from * world + left / share;
      }
      left -= all;
    }
    return Double.POSITIVE_INFINITY;
  }

  /// Profit over world product from which anything is given; infinite where nothing ever is.
  public double threshold() {
    return profit(0, 1);
  }

  /// Expected dollars given, of a log-normal profit: each bracket is a difference of two expected
  /// excesses over a bound, which have a closed form (that of an option's price).
  double expected(Outcome outcome, double world) {
    double sum = 0;
    for (int i = 0; i < brackets.size(); i++) {
      double to = end(i);
      double more =
          outcome.excess(brackets.get(i).from * world)
              - (to == Double.POSITIVE_INFINITY ? 0 : outcome.excess(to * world));
      sum += brackets.get(i).share * more;
    }
    return sum;
  }
}
