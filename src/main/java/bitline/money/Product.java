package bitline.money;

import bitline.base.Interval;
import bitline.base.Problem;
import bitline.chip.Chip;
import bitline.chip.Memory;
import bitline.money.price.Prices;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What is sold: dies in a package, with the memory beside it, and a board where it is on one.
///
/// @param name in messages and tables
/// @param dies at least one
/// @param packaging a name of `prices/packages.yaml`: `organic`, `fan_out`, `interposer`, …
/// @param memory beside the dies, in the package or on the board
/// @param board a name under `boards` of `prices/packages.yaml`; null: none
public record Product(
    String name, List<Die> dies, String packaging, List<Beside> memory, @Nullable String board) {
  public Product {
    dies = List.copyOf(dies);
    memory = List.copyOf(memory);
    if (dies.isEmpty()) {
      throw Problem.at(name, "a product without a die; give at least one with area and node");
    }
  }

  /// Memory that is bought.
  ///
  /// @param bytes of all devices together
  public record Beside(Memory.Type type, double bytes) {
    public Beside {
      if (type.onChip()) {
        throw new IllegalArgumentException(type + " is not beside a chip");
      }
      if (!(bytes > 0 && bytes < 1e15)) {
        throw new Problem("memory of " + bytes + " bytes; give a size such as 8 GB");
      }
    }
  }

  /// A product of which the dies are known, such as a GPU of a catalogue: stacked memory (HBM) asks
  /// for an interposer, anything else for an organic substrate.
  public static Product ofDies(String name, List<Die> dies, List<Beside> memory) {
    boolean stacked =
        memory.stream()
            .anyMatch(each -> each.type() == Memory.Type.HBM2 || each.type() == Memory.Type.HBM3);
    return new Product(name, dies, stacked ? "interposer" : "organic", memory, null);
  }

  /// A compute-in-memory chip as a product: one die with its silicon from the models of area, or
  /// the published area where the chip's file has one, with what a product needs beyond it
  /// (`prices/blocks.yaml`), in an organic package (with an interposer where its memory is
  /// stacked), and the memory beside it.
  ///
  /// @throws Problem for an operating point that the models of area do not take
  public static Product of(Chip chip) {
    List<Beside> memory = new ArrayList<>();
    for (Memory each : chip.memories()) {
      if (!each.type().onChip()) {
        memory.add(new Beside(each.type(), each.size()));
      }
    }
    List<Block> blocks = new ChipBlocks(Prices.standard(), chip, Terms.YEAR).blocks();
    Die die = new Die(chip.name(), chip.node(), 1, blocks, chip.cell().medium(), null);
    Product whole = ofDies(chip.name(), List.of(die), memory);
    int dies = 1;
    while (whole.cut(dies).dies().getFirst().area() > Die.RETICLE) {
      dies++;
    }
    return whole.cut(dies);
  }

  /// Square metres of all macros of a chip, as the models of area give them: without what its file
  /// says of the published area, and without what a product needs beyond.
  public static double macros(Chip chip) {
    return ChipBlocks.macros(chip);
  }

  /// With its only kind of die cut into equal parts, each with links to the others
  /// (`prices/blocks.yaml`); 1: as it is.
  ///
  /// @param parts of each die, 1 to 1000
  public Product cut(int parts) {
    if (parts < 1 || parts > 1000 || dies.size() > 1) {
      throw Problem.at(
          name, "cut into " + parts + " dies; 1 to 1000 are possible, of one kind of die only");
    }
    if (parts == 1) {
      return this;
    }
    Die die = dies.getFirst();
    double share = Prices.standard().blocks().dieToDie();
    List<Block> blocks = new ArrayList<>();
    for (Block block : die.blocks()) {
      blocks.add(
          new Block(
              block.name(),
              block.area().times(1.0 / parts),
              block.repairable(),
              block.foundation()));
    }
    double links = die.area() / parts * share / (1 - share);
    blocks.add(
        new Block(
            "links between dies", new Interval(links, links, links), false, "prices/blocks.yaml"));
    return with(
        List.of(new Die(die.name(), die.node(), die.count() * parts, blocks, die.medium(), null)));
  }

  /// In another package.
  public Product in(String other) {
    return new Product(name, dies, other, memory, board);
  }

  /// On a board; null: on none.
  public Product on(@Nullable String other) {
    return new Product(name, dies, packaging, memory, other);
  }

  /// With other dies.
  public Product with(List<Die> others) {
    return new Product(name, others, packaging, memory, board);
  }

  /// Square metres of silicon in one package.
  public double silicon() {
    return dies.stream().mapToDouble(die -> die.count() * die.area()).sum();
  }
}
