package bitline.claim;

import bitline.base.Problem;
import bitline.catalogue.Accelerator;
import bitline.chip.Chip;
import bitline.chip.Memory;
import bitline.money.Costing;
import bitline.money.Die;
import bitline.money.Product;
import bitline.money.Terms;
import bitline.money.UnitCost;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// What chips and machines cost to make.
public final class Made {
  /// Units over which design and masks are spread, unless another volume is asked for.
  public static final int VOLUME = 100_000;

  /// Others that are tried.
  public static final List<Integer> VOLUMES = List.of(VOLUME, 10_000, 1_000_000);

  private Made() {}

  /// The key under which a cost is kept.
  public static String key(String name, int volume) {
    return name + " × " + volume;
  }

  /// Of one of our chips: its silicon as modelled, what a product needs beside it, its memory.
  public static UnitCost of(Chip chip, int volume) {
    return Costing.of(Product.of(chip), Terms.of(volume));
  }

  /// Of a machine whose dies and process are told; empty where they are not, or where there are no
  /// prices for them.
  public static Optional<UnitCost> of(Accelerator part, int volume) {
    List<Die> dies = new ArrayList<>();
    for (Accelerator.Die die : part.dies()) {
      Double area = die.area();
      Double node = die.node();
      if (area == null || node == null) {
        return Optional.empty();
      }
      dies.add(Die.of(part.name(), area, node, die.count()));
    }
    if (dies.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          Costing.of(Product.ofDies(part.name(), dies, memory(part)), Terms.of(volume)));
    } catch (Problem without) {
      return Optional.empty();
    }
  }

  /// Its memory as a kind that has a price; none where nothing is told.
  private static List<Product.Beside> memory(Accelerator part) {
    Accelerator.Store store = part.memory();
    if (store == null || store.size() == null || store.type() == null) {
      return List.of();
    }
    String name = store.type().toUpperCase(Locale.ROOT);
    Memory.Type type =
        name.startsWith("HBM3")
            ? Memory.Type.HBM3
            : name.startsWith("HBM")
                ? Memory.Type.HBM2
                : name.startsWith("GDDR")
                    ? Memory.Type.GDDR6
                    : name.startsWith("LPDDR5")
                        ? Memory.Type.LPDDR5
                        : name.startsWith("LPDDR")
                            ? Memory.Type.LPDDR4
                            : name.startsWith("DDR5") ? Memory.Type.DDR5 : Memory.Type.DDR4;
    return List.of(new Product.Beside(type, store.size()));
  }
}
