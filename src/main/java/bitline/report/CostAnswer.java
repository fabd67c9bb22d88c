package bitline.report;

import bitline.base.Interval;
import bitline.money.UnitCost.Item;
import bitline.money.yield.YieldModel;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What `cost` answers, as JSON holds it: dollars of one product. Dollars of the year of the terms,
/// SI units. Intervals are those in which a value lies in four cases of five.
///
/// @param product its name
/// @param terms under which it is made
/// @param lines what the price is made up of
/// @param cost of all but royalty and margin
/// @param marginal cost of one product more
/// @param fixed dollars of masks, design and software together, whatever the volume
/// @param price cost, royalty and margin
/// @param dies how each die fares on the wafer
/// @param packaged share of packaged products that pass the final test
/// @param escapes share of sold products that are broken and passed
/// @param causes of the interval of the price, that which moves it most first
/// @param volumes the cost of one against the number made
/// @param nodes the cost of one drawn in other processes; empty where it cannot be drawn again
/// @param unmakeable processes in which it cannot be made, and why
/// @param spares plans of spare lines; null where nobody asked or nothing can be repaired
/// @param ownership of one; null where nobody asked
public record CostAnswer(
    String product,
    Terms terms,
    List<Line> lines,
    Interval cost,
    Interval marginal,
    Interval fixed,
    Interval price,
    List<Die> dies,
    double packaged,
    double escapes,
    List<Cause> causes,
    List<AtVolume> volumes,
    List<AtNode> nodes,
    List<String> unmakeable,
    @Nullable Spares spares,
    @Nullable OwnershipAnswer ownership) {
  public CostAnswer {
    lines = List.copyOf(lines);
    dies = List.copyOf(dies);
    causes = List.copyOf(causes);
    volumes = List.copyOf(volumes);
    nodes = List.copyOf(nodes);
    unmakeable = List.copyOf(unmakeable);
  }

  /// Under which terms it is made and sold.
  ///
  /// @param volume products over the life of the design
  /// @param year whose prices hold
  /// @param model law of the yield
  /// @param margin share of the price that is left to the producer
  /// @param defects a square metre, where they were given; null: those of the process
  /// @param spares spare rows × columns of an array; null: it has no arrays
  /// @param repair what spares make of it, in words
  public record Terms(
      double volume,
      int year,
      YieldModel model,
      double margin,
      @Nullable Double defects,
      @Nullable String spares,
      String repair) {}

  /// One item of the price.
  ///
  /// @param words what it was computed from
  public record Line(Item item, Interval usd, String words) {}

  /// A die on the wafer.
  ///
  /// @param node metres by which the process is called
  /// @param count in one package
  /// @param area square metres, spares included
  /// @param gross dies of a wafer
  /// @param defects expected on one die
  /// @param alpha clustering of defects
  /// @param good share that works
  /// @param yields the same by every law
  /// @param wafer dollars of one wafer
  /// @param cost dollars of one die that works
  /// @param blocks what it is made of
  public record Die(
      String name,
      double node,
      int count,
      double area,
      double gross,
      double defects,
      double alpha,
      double good,
      Map<YieldModel, Double> yields,
      Interval wafer,
      Interval cost,
      List<Block> blocks) {
    public Die {
      yields = Map.copyOf(yields);
      blocks = List.copyOf(blocks);
    }
  }

  /// A part of a die.
  ///
  /// @param area square metres
  /// @param foundation where the area comes from
  public record Block(String name, Interval area, boolean repairable, String foundation) {}

  /// An assumption that the interval of the price comes from.
  ///
  /// @param low the price with it at the lower end of its own interval, all others in the middle
  /// @param high at the upper end
  public record Cause(String name, double low, double high) {}

  /// The cost of one of so many.
  ///
  /// @param spread dollars of it that are masks, design and software
  public record AtVolume(double volume, Interval cost, double spread) {}

  /// The cost of one drawn in another process.
  ///
  /// @param node metres by which it is called
  /// @param area square metres of silicon
  /// @param marginal cost of one more
  /// @param own whether it is the process of the product
  public record AtNode(double node, double area, Interval cost, Interval marginal, boolean own) {}

  /// Plans of spare lines in each array.
  ///
  /// @param density defects a square metre
  /// @param tried rows first
  /// @param cheapest of them, rows × columns
  public record Spares(double density, List<Plan> tried, String cheapest) {
    public Spares {
      tried = List.copyOf(tried);
    }
  }

  /// One plan.
  ///
  /// @param area square metres of the die
  /// @param good share of dies that work
  /// @param die dollars of a die that works
  /// @param usd cost of the product
  public record Plan(int rows, int columns, double area, double good, double die, double usd) {}

  /// The same with what it costs to own one.
  public CostAnswer owned(OwnershipAnswer other) {
    return new CostAnswer(
        product,
        terms,
        lines,
        cost,
        marginal,
        fixed,
        price,
        dies,
        packaged,
        escapes,
        causes,
        volumes,
        nodes,
        unmakeable,
        spares,
        other);
  }
}
