package bitline.compare;

import bitline.base.Interval;
import bitline.base.Problem;
import bitline.catalogue.Accelerator;
import bitline.catalogue.Catalogue;
import bitline.catalogue.Format;
import bitline.chip.Chip;
import bitline.chip.Chips;
import bitline.chip.Memory;
import bitline.chip.OperatingPoint;
import bitline.chip.Part;
import bitline.money.Costing;
import bitline.money.Die;
import bitline.money.Product;
import bitline.money.Terms;
import bitline.silicon.AtNode;
import bitline.silicon.AtVoltage;
import bitline.silicon.Factors;
import bitline.silicon.Peak;
import bitline.silicon.node.Node;
import bitline.silicon.node.Nodes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The same architectures in the same processes: a compute-in-memory chip and a GPU-class chip,
/// each drawn at several nodes, all at the nominal supply of their process, on the same network. It
/// tells how much of the distance between two real chips is their process and how much their
/// architecture.
///
/// @param entries every architecture at every node
public record TechnologyMix(List<Entry> entries) {
  /// Nodes that are drawn: 28, 12, 7, 5 nm.
  public static final List<Double> NODES = List.of(28e-9, 12e-9, 7e-9, 5e-9);

  public TechnologyMix {
    entries = List.copyOf(entries);
  }

  /// An architecture in a process.
  ///
  /// @param architecture a chip's or an accelerator's name
  /// @param own whether it is made in this process in truth
  /// @param rate pictures a second
  /// @param joules of a picture
  /// @param area square metres of silicon of a product, pads and links with it
  /// @param dollars that a product costs to make, without margin; null where area or prices lack
  /// @param limit what bounds the rate
  public record Entry(
      String architecture,
      double node,
      boolean own,
      double rate,
      @Nullable Double joules,
      @Nullable Double area,
      @Nullable Interval dollars,
      String limit) {}

  /// What is compared; more is better in all of them.
  public enum Figure {
    RATE("pictures a second"),
    PER_JOULE("pictures a joule"),
    PER_AREA("pictures a second and square metre"),
    PER_DOLLAR("pictures a second and dollar");

    private final String words;

    Figure(String words) {
      this.words = words;
    }

    /// Its name in tables.
    public String words() {
      return words;
    }

    /// Its value; null where it is not known.
    public @Nullable Double of(Entry entry) {
      return switch (this) {
        case RATE -> entry.rate;
        case PER_JOULE -> entry.joules == null ? null : Double.valueOf(1 / entry.joules);
        case PER_AREA -> entry.area == null ? null : Double.valueOf(entry.rate / entry.area);
        case PER_DOLLAR ->
            entry.dollars == null ? null : Double.valueOf(entry.rate / entry.dollars.middle());
      };
    }
  }

  /// A ratio as a product of two: process × architecture.
  ///
  /// The logarithm of the ratio is shared as Shapley does: the process's part is the mean of what
  /// the change of process gives in either architecture, the architecture's part that of the change
  /// of architecture in either process. Where the two disagree, `interaction` is the factor between
  /// them: 1 where a process gives both the same.
  ///
  /// @param ratio the second's figure over the first's
  public record Split(double ratio, double process, double architecture, double interaction) {}

  /// Draws and runs.
  ///
  /// @param simulate a chip as it is drawn, mapped and run on the network
  /// @param part of the GPU class
  /// @param machine the model of a part
  /// @param terms under which products are made
  public static TechnologyMix of(
      Chip chip,
      Function<Chip, Simulated> simulate,
      Accelerator part,
      Function<Accelerator, Machine> machine,
      Workload work,
      int batch,
      Format format,
      Terms terms) {
    List<Entry> entries = new ArrayList<>();
    for (double node : NODES) {
      Chip drawn = drawn(chip, node);
      entries.add(entry(chip, drawn, simulate.apply(drawn), terms));
    }
    for (double node : NODES) {
      Accelerator drawn = Redrawn.of(part, node);
      entries.add(entry(part, drawn, machine.apply(drawn).run(work, batch, format), terms));
    }
    return new TechnologyMix(entries);
  }

  /// A chip in a process at its nominal supply, also where that is its own process.
  public static Chip drawn(Chip chip, double metres) {
    Node node = Nodes.at(metres);
    Double supply = chip.operatingPoint().supply();
    boolean own = Nodes.at(chip.node()).length() == node.length();
    return own && supply != null && supply <= node.highest()
        ? AtVoltage.of(chip, node.supply())
        : AtNode.of(chip, metres);
  }

  private static Entry entry(Chip chip, Chip drawn, Simulated simulated, Terms terms) {
    Product product = Product.of(drawn);
    Outcome outcome = simulated.outcome();
    return new Entry(
        chip.name(),
        drawn.node(),
        chip.node() == drawn.node(),
        outcome.rate(),
        outcome.joules(),
        product.silicon(),
        cost(product, terms),
        outcome.limit());
  }

  private static Entry entry(Accelerator part, Accelerator drawn, Outcome outcome, Terms terms) {
    Geometry.Area area = Geometry.Area.of(drawn);
    Double node = area.node();
    if (node == null) {
      throw new IllegalStateException(part.name() + " was drawn nowhere");
    }
    return new Entry(
        part.name(),
        node,
        node.equals(Geometry.Area.of(part).node()),
        outcome.rate(),
        outcome.joules(),
        area.metres(),
        area.metres() == null ? null : cost(product(drawn), terms),
        outcome.limit());
  }

  /// A part as something that is made: dies of the catalogue, memory beside them.
  private static Product product(Accelerator part) {
    List<Die> dies = new ArrayList<>();
    for (Accelerator.Die die : part.dies()) {
      Double area = die.area();
      Double node = die.node();
      if (area != null && node != null) {
        dies.add(Die.of(part.name(), area, node, die.count()));
      }
    }
    Accelerator.Store store = part.memory();
    Memory.Type type = NodeEnergy.type(store == null ? null : store.type());
    Double size = store == null ? null : store.size();
    return Product.ofDies(
        part.name(),
        dies,
        type == null || size == null ? List.of() : List.of(new Product.Beside(type, size)));
  }

  /// Null where a die is larger than one exposure or prices lack.
  private static @Nullable Interval cost(Product product, Terms terms) {
    try {
      return Costing.of(product, terms).cost();
    } catch (Problem cannotBeMade) {
      return null;
    }
  }

  /// The entry of an architecture in a process.
  public Entry at(String architecture, double node) {
    for (Entry entry : entries) {
      if (entry.architecture.equals(architecture) && Math.abs(entry.node - node) < 1e-3 * node) {
        return entry;
      }
    }
    throw new IllegalArgumentException("no " + architecture + " at " + node + " m");
  }

  /// What is between one architecture in its process and another in another; null where a figure of
  /// the four corners is not known.
  public @Nullable Split split(
      Figure figure, String first, double firstNode, String second, double secondNode) {
    Double a = figure.of(at(first, firstNode));
    Double b = figure.of(at(first, secondNode));
    Double c = figure.of(at(second, firstNode));
    Double d = figure.of(at(second, secondNode));
    if (a == null || b == null || c == null || d == null) {
      return null;
    }
    return new Split(
        d / a, Math.sqrt(b / a * (d / c)), Math.sqrt(c / a * (d / b)), d / c / (b / a));
  }

  /// Real parts whose successor is of another process.
  private static final List<List<String>> PAIRS =
      List.of(
          List.of("t4", "l4"),
          List.of("v100-sxm2", "a100-sxm-40"),
          List.of("a100-sxm-80", "h100-sxm"),
          List.of("a100-pcie-80", "h100-pcie"),
          List.of("a40", "l40s"),
          List.of("mi250x", "mi300x"));

  /// Digital compute-in-memory of one maker in two processes.
  private static final String FIRST_MACRO = "chih_isscc_2021";

  private static final String SECOND_MACRO = "mori_isscc_2023";

  /// Both ways of scaling held against real pairs: our macros at the supplies that were published,
  /// per cell and product of bits, since widths and sizes differ; GPUs of the catalogue.
  public static List<Redrawn.Check> checks() {
    List<Redrawn.Check> checks = new ArrayList<>(macros());
    for (List<String> pair : PAIRS) {
      @Nullable Accelerator first = named(pair.getFirst());
      @Nullable Accelerator second = named(pair.getLast());
      if (first != null && second != null) {
        checks.addAll(Redrawn.checks(first, second));
      }
    }
    return checks;
  }

  private static List<Redrawn.Check> macros() {
    Chip first = Chips.byName(FIRST_MACRO);
    Chip second = Chips.byName(SECOND_MACRO);
    OperatingPoint a = first.operatingPoint();
    OperatingPoint b = second.operatingPoint();
    Double volts = b.supply();
    if (volts == null) {
      throw new IllegalStateException(SECOND_MACRO + " tells no supply");
    }
    Chip drawn = AtVoltage.of(AtNode.of(first, second.node()), volts);
    Peak before = Peak.of(first, a, Factors.BLIND);
    Peak after = Peak.of(drawn, drawn.operatingPoint(), Factors.BLIND);
    List<Redrawn.Check> checks = new ArrayList<>();
    Double rateA = a.ops();
    Double rateB = b.ops();
    Double perJouleA = a.opsPerJoule();
    Double perJouleB = b.opsPerJoule();
    Double perAreaA = a.opsPerArea();
    Double perAreaB = b.opsPerArea();
    if (rateA == null || rateB == null) {
      throw new IllegalStateException(FIRST_MACRO + " or " + SECOND_MACRO + " tells no rate");
    }
    double bits =
        (double) b.inputBits() * b.weightBits() / ((double) a.inputBits() * a.weightBits());
    double cells = (double) second.cells() / first.cells();
    checks.add(
        check("rate a cell", rateB / rateA * bits / cells, before.seconds() / after.seconds()));
    if (perJouleA != null && perJouleB != null) {
      checks.add(
          check(
              "joules an operation",
              perJouleA / (perJouleB * bits),
              sum(after.energy()) / sum(before.energy())));
    }
    if (perAreaA != null && perAreaB != null) {
      checks.add(
          check(
              "area a cell",
              rateB / perAreaB / (rateA / perAreaA) / cells,
              sum(after.area()) / sum(before.area())));
    }
    return checks;
  }

  private static Redrawn.Check check(String what, double real, double model) {
    return new Redrawn.Check(FIRST_MACRO, SECOND_MACRO, what, real, model);
  }

  private static double sum(Map<Part, Double> parts) {
    double sum = 0;
    for (Part part : Part.values()) {
      sum += parts.getOrDefault(part, 0.0);
    }
    return sum;
  }

  private static @Nullable Accelerator named(String name) {
    for (Accelerator each : Catalogue.all()) {
      if (each.name().equals(name)) {
        return each;
      }
    }
    return null;
  }
}
