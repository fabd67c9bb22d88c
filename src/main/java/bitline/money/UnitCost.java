package bitline.money;

import bitline.base.Interval;
import bitline.money.yield.YieldModel;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What one product costs its producer, and its price. Dollars of the year of the terms, one
/// product; intervals hold four cases of five.
///
/// @param lines what it is made up of, in the order of [Item]; those that are nothing are left out
/// @param cost of all but royalty and margin
/// @param marginal cost of one product more: without masks, design and software
/// @param fixed dollars of masks, design and software together, whatever the volume
/// @param price cost, royalty and margin
/// @param dies one for each die of the product, in its order
/// @param packaged share of packaged products that pass the final test
/// @param escapes share of sold products that are broken and passed (Williams and Brown 1981)
/// @param causes what makes the price uncertain, what moves it most first
public record UnitCost(
    Product product,
    Terms terms,
    List<Line> lines,
    Interval cost,
    Interval marginal,
    Interval fixed,
    Interval price,
    List<DieYield> dies,
    double packaged,
    double escapes,
    List<Cause> causes) {
  public UnitCost {
    lines = List.copyOf(lines);
    dies = List.copyOf(dies);
    causes = List.copyOf(causes);
  }

  /// Kinds of costs.
  public enum Item {
    SILICON("good silicon"),
    WAFER_TEST("wafer test"),
    PACKAGE("package"),
    ASSEMBLY("assembly and bonding"),
    FINAL_TEST("final test"),
    SCRAP("packages that fail"),
    MEMORY("memory beside it"),
    BOARD("board"),
    MASKS("masks, spread"),
    DESIGN("design, spread"),
    SOFTWARE("software, spread"),
    ROYALTY("royalty"),
    MARGIN("margin");

    private final String words;

    Item(String words) {
      this.words = words;
    }

    /// Its name in tables.
    public String words() {
      return words;
    }

    /// Whether it is spent once, however many products are made.
    public boolean spread() {
      return this == MASKS || this == DESIGN || this == SOFTWARE;
    }
  }

  /// One item. The middles of all lines add up to the price's middle.
  ///
  /// @param words what it was computed from
  public record Line(Item item, Interval usd, String words) {}

  /// How a die fares on the wafer.
  ///
  /// @param area square metres, spares included
  /// @param gross dies of a wafer
  /// @param defects expected on one die
  /// @param alpha clustering
  /// @param yields by every law, spares used
  /// @param good share that works
  /// @param wafer dollars of one wafer, extra layers included
  /// @param cost dollars of one die that works, before any test
  public record DieYield(
      Die die,
      double area,
      double gross,
      double defects,
      double alpha,
      Map<YieldModel, Double> yields,
      double good,
      Interval wafer,
      Interval cost) {
    public DieYield {
      yields = Map.copyOf(yields);
    }
  }

  /// One assumption, and what the price is with it at the ends of its own interval and nothing else
  /// moved.
  public record Cause(String words, double low, double high) {
    /// How far it moves the price, from end to end.
    public double width() {
      return Math.abs(high - low);
    }
  }

  /// Dollars of an item; null where it is nothing.
  public @Nullable Interval usd(Item item) {
    for (Line line : lines) {
      if (line.item == item) {
        return line.usd;
      }
    }
    return null;
  }

  /// Dollars of an item, its middle; 0 where it is nothing.
  public double middle(Item item) {
    Interval usd = usd(item);
    return usd == null ? 0 : usd.middle();
  }
}
