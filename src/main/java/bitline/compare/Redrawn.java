package bitline.compare;

import bitline.base.Problem;
import bitline.catalogue.Accelerator;
import bitline.silicon.component.SramBuffer;
import bitline.silicon.node.Node;
import bitline.silicon.node.Nodes;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// An accelerator drawn again in another process, as [bitline.silicon.AtNode] does with our chips:
/// the same processors, caches and memory, at the nominal supply of that process, so that what a
/// process gives can be told from what an architecture gives.
///
/// Clocks and peak rates follow the delay of the node's gates. Of a die's area the last cache
/// shrinks as SRAM does, pads and analog parts ([#PADS] of it) stay, the rest shrinks as gates do.
/// Rated watts follow switched capacitance, supply and clock, but for those of the memory at its
/// bandwidth, which stay. Prices, results and transistors are dropped: nobody has made it.
///
/// Leaves out that watts and area are spent on more processors when a process allows it: what
/// makers really did with a process is in [TechnologyMix#checks].
public final class Redrawn {
  /// Share of a die that pads, links and analog parts take; assumed, 10 to 25 % of dies with wide
  /// memories.
  static final double PADS = 0.15;

  private Redrawn() {}

  /// The part itself where it is of that node already.
  ///
  /// @param metres by which the process is called; a [Problem] outside of the described nodes, or
  ///   where the node of the part is not told
  public static Accelerator of(Accelerator part, double metres) {
    Double told = Geometry.Area.of(part).node();
    if (told == null) {
      throw Problem.at(
          part.name(), "its process is not told, so that it cannot be drawn in another");
    }
    Node from = Nodes.at(told);
    Node to = Nodes.at(metres);
    if (from.length() == to.length()) {
      return part;
    }
    double faster = from.gateDelay() / to.gateDelay();
    Accelerator.Engine engine = part.engine();
    return new Accelerator(
        part.name(),
        part.title() + ", drawn at " + to.name(),
        part.vendor(),
        part.technology(),
        part.segment(),
        part.released(),
        part.dies().stream().map(die -> die(part, die, to)).toList(),
        part.rates().stream()
            .map(rate ->
                new Accelerator.Rate(
                    rate.format(), times(rate.dense(), faster), times(rate.sparse(), faster)))
            .toList(),
        power(part, from, to),
        part.powerMeans(),
        part.memory(),
        part.onChip(),
        part.link(),
        part.country(),
        part.merchant(),
        part.packages(),
        null,
        engine == null
            ? null
            : new Accelerator.Engine(
                engine.units(),
                engine.rows(),
                engine.columns(),
                engine.clock() * faster,
                engine.cache()),
        List.of(),
        List.of(),
        List.of(),
        part.evidence());
  }

  private static @Nullable Double times(@Nullable Double value, double factor) {
    return value == null ? null : Double.valueOf(value * factor);
  }

  private static Accelerator.Die die(Accelerator part, Accelerator.Die die, Node to) {
    Double area = die.area();
    Double told = die.node();
    if (area == null || told == null) {
      return new Accelerator.Die("", to.length(), null, null, die.count());
    }
    Node from = Nodes.at(told);
    Accelerator.Engine engine = part.engine();
    Double cache = engine == null ? null : engine.cache();
    double held = part.onChip() != null ? part.onChip() : cache == null ? 0 : cache;
    int dies = part.dies().stream().mapToInt(Accelerator.Die::count).sum();
    double pads = PADS * area;
    double bytes = held / dies;
    double before = bytes < 64 ? 0 : Math.min(area - pads, sram(bytes, from));
    double after = before == 0 ? 0 : before * sram(bytes, to) / sram(bytes, from);
    double logic = (area - pads - before) * to.gateArea() / from.gateArea();
    return new Accelerator.Die("", to.length(), pads + after + logic, null, die.count());
  }

  private static double sram(double bytes, Node node) {
    double parts = Math.ceil(bytes / (1 << 30));
    return parts * new SramBuffer(bytes / parts, 256, node, node.supply()).area().middle();
  }

  private static @Nullable Double power(Accelerator part, Node from, Node to) {
    Double power = part.power();
    if (power == null) {
      return null;
    }
    Accelerator.Store store = part.memory();
    Double bandwidth = store == null ? null : store.bandwidth();
    Double each = NodeEnergy.memoryByte(store == null ? null : store.type());
    double memory = bandwidth == null || each == null ? 0 : Math.min(power / 2, bandwidth * each);
    return memory + (power - memory) * energy(from, to) * from.gateDelay() / to.gateDelay();
  }

  /// Joules of a switched gate over those before.
  static double energy(Node from, Node to) {
    return to.gates(1, to.supply()) / from.gates(1, from.supply());
  }

  /// A real pair of parts against what drawing the first in the process of the second says.
  ///
  /// @param what is compared
  /// @param real the second part's over the first's
  /// @param model the first's redrawn over the first's
  public record Check(String from, String to, String what, double real, double model) {
    /// By how much the model is off, as a factor; above 1: too much.
    public double off() {
      return model / real;
    }
  }

  /// Held against a successor of another process: clock, joules of an operation at peak (rated
  /// watts over the dense rate in a format that both have), square metres a transistor. Successors
  /// are no copies: what their makers changed in the architecture is in the figures, too.
  public static List<Check> checks(Accelerator first, Accelerator second) {
    Double node = Geometry.Area.of(second).node();
    if (node == null) {
      return List.of();
    }
    Accelerator drawn = of(first, node);
    List<Check> checks = new ArrayList<>();
    Accelerator.Engine clock = first.engine();
    Accelerator.Engine other = second.engine();
    Accelerator.Engine there = drawn.engine();
    if (clock != null && other != null && there != null) {
      checks.add(
          new Check(
              first.name(),
              second.name(),
              "clock",
              other.clock() / clock.clock(),
              there.clock() / clock.clock()));
    }
    for (Rates.Dense rate : Rates.dense(first)) {
      boolean both = Rates.formats(second).contains(rate.format());
      Double a = first.power();
      Double b = second.power();
      Double c = drawn.power();
      if (both && rate.format().bits() == 16 && a != null && b != null && c != null) {
        double before = a / rate.ops();
        checks.add(
            new Check(
                first.name(),
                second.name(),
                "joules an operation, " + rate.format().words(),
                b / Rates.of(second, rate.format()) / before,
                c / Rates.of(drawn, rate.format()) / before));
        break;
      }
    }
    Accelerator.Die a = first.dies().getFirst();
    Accelerator.Die b = second.dies().getFirst();
    Double c = drawn.dies().getFirst().area();
    if (a.area() != null
        && b.area() != null
        && a.transistors() != null
        && b.transistors() != null
        && c != null) {
      double before = a.area() / a.transistors();
      checks.add(
          new Check(
              first.name(),
              second.name(),
              "area a transistor",
              b.area() / b.transistors() / before,
              c / a.transistors() / before));
    }
    return checks;
  }
}
