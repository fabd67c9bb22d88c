package bitline.money;

import bitline.base.Interval;
import bitline.chip.Chip;
import bitline.chip.HostLink;
import bitline.chip.Memory;
import bitline.chip.OperatingPoint;
import bitline.chip.Part;
import bitline.money.price.BlockQuotes;
import bitline.money.price.Prices;
import bitline.money.price.Quote;
import bitline.silicon.Factors;
import bitline.silicon.Peak;
import bitline.silicon.Uncertainty;
import bitline.silicon.node.Nodes;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The die of a compute-in-memory chip, block by block: what its file describes, from the models of
/// area, or the published area where there is one; and what a product needs beyond.
final class ChipBlocks {
  private static final int DRAWS = 200;

  /// What `areaCovers` means when it is empty.
  private static final Set<Part> MACROS =
      EnumSet.of(
          Part.DRIVERS,
          Part.CELLS,
          Part.CONVERTERS,
          Part.ADDERS,
          Part.DATAPATH,
          Part.CONTROL,
          Part.LEAKAGE);

  private static final String CONVERTERS = "converters and adders";
  private static final String PERIPHERY = "drivers, data path and control";
  private static final String VECTOR = "vector units";

  /// Blocks of which each core has its part.
  static final Set<String> OF_CORES = Set.of(CONVERTERS, PERIPHERY, VECTOR);

  private final Prices prices;
  private final Chip chip;
  private final int year;

  ChipBlocks(Prices prices, Chip chip, int year) {
    this.prices = prices;
    this.chip = chip;
    this.year = year;
  }

  /// Parts that are one block. A spare line replaces cells and uses what drives, converts or adds
  /// the line that it stands in for.
  private enum Group {
    ARRAYS("cells of arrays", true, EnumSet.of(Part.CELLS)),
    CONVERTERS(ChipBlocks.CONVERTERS, false, EnumSet.of(Part.CONVERTERS, Part.ADDERS)),
    PERIPHERY(ChipBlocks.PERIPHERY, false, MACROS),
    BUFFERS("SRAM buffers", false, EnumSet.of(Part.BUFFERS)),
    VECTOR(ChipBlocks.VECTOR, false, EnumSet.of(Part.VECTOR)),
    NETWORK("network on chip", false, EnumSet.of(Part.NETWORK));

    private final String words;
    private final boolean repairable;
    private final Set<Part> parts;

    Group(String words, boolean repairable, Set<Part> parts) {
      this.words = words;
      this.repairable = repairable;
      this.parts = parts;
    }

    static Group of(Part part) {
      for (Group group : values()) {
        if (group.parts.contains(part)) {
          return group;
        }
      }
      return PERIPHERY;
    }
  }

  /// Square metres of all macros, as the models of area give them.
  static double macros(Chip chip) {
    double sum = 0;
    for (Map.Entry<Part, Double> part :
        Peak.of(chip, chip.operatingPoint(), Factors.BLIND).area().entrySet()) {
      sum += MACROS.contains(part.getKey()) ? part.getValue() : 0;
    }
    return sum;
  }

  List<Block> blocks() {
    List<Block> blocks = described();
    links(blocks);
    double logic = shrink(prices.blocks().shrink().logic());
    blocks.add(
        block(
            "control processors",
            area(prices.blocks().processors()).times(logic),
            "prices/blocks.yaml"));
    blocks.add(
        block(
            "clocks, supplies, fuses, test access",
            area(prices.blocks().housekeeping()).times(logic),
            "prices/blocks.yaml"));
    double filled = blocks.stream().mapToDouble(each -> each.area().middle()).sum();
    double share = prices.blocks().utilisation();
    if (share < 1) {
      double gaps = filled * (1 / share - 1);
      blocks.add(block("gaps", new Interval(gaps, gaps, gaps), "prices/blocks.yaml"));
    }
    Interval width = prices.of(prices.blocks().ring(), beyond(), year);
    blocks.add(
        block(
            "pads and seal ring",
            width.times(4 * Math.sqrt(filled / share)),
            "prices/blocks.yaml"));
    return blocks;
  }

  /// Groups of the chip's own parts.
  private List<Block> described() {
    OperatingPoint point = chip.operatingPoint();
    List<Group> groups = new ArrayList<>();
    double[] middle = areas(Peak.of(chip, point, Factors.BLIND).area());
    for (Group group : Group.values()) {
      if (middle[group.ordinal()] > 0) {
        groups.add(group);
      }
    }
    Uncertainty spread =
        Uncertainty.of(
            factors -> {
              double[] areas = areas(Peak.of(chip, point, factors).area());
              return groups.stream().mapToDouble(group -> areas[group.ordinal()]).toArray();
            },
            DRAWS);
    List<Block> blocks = new ArrayList<>();
    Double published = chip.area();
    Set<Part> covers = covers();
    double covered = 0;
    for (Group group : groups) {
      covered += within(group, covers) ? middle[group.ordinal()] : 0;
    }
    double larger = published == null ? 1 : published / covered;
    for (int i = 0; i < groups.size(); i++) {
      Group group = groups.get(i);
      boolean told = published != null && within(group, covers);
      double scale = told ? larger : 1;
      double area = middle[group.ordinal()] * scale;
      blocks.add(
          new Block(
              group.words,
              told ? new Interval(area, area, area) : spread.intervals().get(i),
              group.repairable,
              told
                  ? "published area of the chip, parted as the models of area do"
                  : "models of area"));
    }
    return blocks;
  }

  private Set<Part> covers() {
    return chip.areaCovers().isEmpty() ? MACROS : EnumSet.copyOf(chip.areaCovers());
  }

  /// Whether what was published covers a group.
  private static boolean within(Group group, Set<Part> covers) {
    return switch (group) {
      case ARRAYS -> covers.contains(Part.CELLS);
      case CONVERTERS -> covers.contains(Part.CONVERTERS) || covers.contains(Part.ADDERS);
      case PERIPHERY -> covers.contains(Part.CONTROL) || covers.contains(Part.DATAPATH);
      default -> covers.containsAll(group.parts);
    };
  }

  private static double[] areas(Map<Part, Double> parts) {
    double[] out = new double[Group.values().length];
    for (Part part : Part.values()) {
      out[Group.of(part).ordinal()] += parts.getOrDefault(part, 0.0);
    }
    return out;
  }

  private void links(List<Block> blocks) {
    double shrink = shrink(prices.blocks().shrink().interfaces());
    for (Memory memory : chip.memories()) {
      Double bandwidth = memory.bandwidth();
      if (memory.type().onChip() || bandwidth == null || covers().contains(Part.MEMORY)) {
        continue;
      }
      BlockQuotes.Interface link = prices.link(memory.type());
      double pins = Math.ceil(bandwidth / link.pin() * (1 - 1e-9));
      blocks.add(
          block(
              memory.type() + " controller and PHY",
              area(link.area()).times(pins * shrink),
              (long) pins + " data pins, prices/blocks.yaml"));
    }
    HostLink host = chip.host();
    if (host != null && !covers().contains(Part.HOST)) {
      BlockQuotes.Host quotes = prices.blocks().host();
      double lanes = Math.ceil(host.bandwidth() / quotes.lane() * (1 - 1e-9));
      blocks.add(
          block(
              "host link",
              area(quotes.area()).times(lanes * shrink),
              (long) lanes + " lanes, prices/blocks.yaml"));
    }
  }

  private double shrink(double exponent) {
    double from = Nodes.at(prices.blocks().node()).gateArea();
    return StrictMath.pow(Nodes.at(chip.node()).gateArea() / from, exponent);
  }

  private double beyond() {
    return prices.production().beyond().blocks();
  }

  private Interval area(List<Quote.Area> quotes) {
    return prices.of(quotes, beyond(), year);
  }

  private static Block block(String name, Interval area, String foundation) {
    return new Block(name, area, false, foundation);
  }
}
