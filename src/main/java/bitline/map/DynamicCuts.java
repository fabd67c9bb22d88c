package bitline.map;

import bitline.base.Units;
import bitline.chip.Chip;
import bitline.program.Loading;
import bitline.program.Unrolling;
import bitline.program.VectorWork;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/// Decides for each product of two activations between writing one of them into arrays and the
/// vector unit.
///
/// The price of an array is the writing of as many rows as the fullest has, all arrays at once, and
/// then the vectors' time; of the vector unit, its multiply-accumulates. Where both operands could
/// be written, the one that takes less time is, or on cells that wear out the smaller one. Left
/// out: what pipelining hides of either.
final class DynamicCuts {
  private final Chip chip;
  private final ActivationProducts wanted;
  private final VectorWork vectorWork;
  private final BiFunction<Product, List<String>, @Nullable Cut> cutter;

  /// Those that may lie in arrays: the ways, the best first.
  private final Map<String, List<Cut>> open = new LinkedHashMap<>();

  private final Map<String, Cut> onVectorUnit = new LinkedHashMap<>();
  private final Map<String, String> stays = new LinkedHashMap<>();
  private final List<String> refused = new ArrayList<>();

  /// @param cutter cuts a product into blocks; null, and a reason in the list, where it cannot
  DynamicCuts(
      Chip chip,
      ActivationProducts wanted,
      VectorWork vectorWork,
      BiFunction<Product, List<String>, @Nullable Cut> cutter) {
    this.chip = chip;
    this.wanted = wanted;
    this.vectorWork = vectorWork;
    this.cutter = cutter;
  }

  /// Products that stay on the vector unit all the same, as integers.
  Collection<Cut> onVectorUnit() {
    return onVectorUnit.values();
  }

  /// Whether none was found that arrays could do.
  boolean none() {
    return onVectorUnit.isEmpty();
  }

  /// Why products do not lie in arrays, by node.
  Map<String, String> stays() {
    return stays;
  }

  /// Why there is no program, where all had to lie in arrays.
  List<String> refused() {
    return refused;
  }

  /// Looks at a product of the network.
  void add(Products.DynamicProduct product) {
    if (product.ways().isEmpty()) {
      stay(product.node(), product.why(), "layer " + product.node() + " is " + product.why());
      return;
    }
    List<Cut> ways = new ArrayList<>();
    List<String> whyNot = new ArrayList<>();
    for (Product way : product.ways()) {
      Cut cut = cutter.apply(way, whyNot);
      if (cut != null) {
        ways.add(cut);
      }
    }
    if (ways.isEmpty()) {
      stay(product.node(), whyNot.getFirst(), whyNot.getFirst());
      return;
    }
    ways.sort(
        chip.cell().endurance() == null
            ? Comparator.comparingDouble(this::seconds)
            : Comparator.comparingLong(Cut::cells));
    Cut best = ways.getFirst();
    onVectorUnit.put(product.node(), best);
    double vectors = vectorSeconds(best);
    double arrays = ways.stream().mapToDouble(this::seconds).min().orElseThrow();
    if (wanted == ActivationProducts.VECTOR) {
      stays.put(product.node(), "a product of two activations, which were asked to stay there");
    } else if (!chip.rewritableWhileRunning()) {
      String values = values(best) + " intermediate values into cells for every picture";
      String cannot = medium() + " cannot be rewritten while it runs";
      stay(
          product.node(),
          "it would write " + values + ", and " + cannot,
          "layer " + product.node() + " writes " + values + "; " + cannot);
    } else if (wanted == ActivationProducts.AUTO && vectorWork.units() > 0 && vectors <= arrays) {
      stays.put(
          product.node(),
          "a product of two activations that takes "
              + Units.format(vectors, "s", 3)
              + " there, in arrays "
              + Units.format(seconds(best), "s", 3)
              + ", of which "
              + Units.format(writing(best), "s", 3)
              + " to write "
              + values(best)
              + " values");
    } else {
      open.put(product.node(), ways);
    }
  }

  /// Gives as many products as possible places of their own, in their order. Those that could be on
  /// the vector unit get arrays without any weights: in a free weight set of a working array they
  /// would have to wait for its layers, and these for them.
  ///
  /// @param places weight sets of arrays that are left
  /// @param arrays those without weights in any set
  List<Cut> within(int places, int arrays) {
    List<Cut> taken = new ArrayList<>();
    boolean choice = wanted == ActivationProducts.AUTO && vectorWork.units() > 0;
    int left = choice ? arrays : places;
    for (Map.Entry<String, List<Cut>> ways : open.entrySet()) {
      Cut fits = null;
      for (Cut way : ways.getValue()) {
        fits = fits == null && way.blocks() <= left && faster(way) ? way : fits;
      }
      if (fits == null) {
        noRoom(ways.getKey(), ways.getValue().getFirst(), left);
      } else {
        left -= fits.blocks();
        taken.add(fits);
        onVectorUnit.remove(ways.getKey());
      }
    }
    return taken;
  }

  /// Those that lie in the arrays by themselves: where weights are exchanged, each is part of the
  /// segment of the layers around it.
  List<Cut> alone() {
    List<Cut> taken = new ArrayList<>();
    open.forEach((node, ways) -> {
      Cut fits = null;
      for (Cut way : ways) {
        fits = fits == null && way.blocks() <= chip.arrays() && faster(way) ? way : fits;
      }
      if (fits == null) {
        noRoom(node, ways.getFirst(), chip.arrays());
      } else {
        taken.add(fits);
        onVectorUnit.remove(node);
      }
    });
    return taken;
  }

  private boolean faster(Cut way) {
    return wanted == ActivationProducts.ARRAYS
        || vectorWork.units() == 0
        || seconds(way) < vectorSeconds(way);
  }

  private void noRoom(String node, Cut cut, int left) {
    String needs =
        "it takes "
            + cut.blocks()
            + (cut.blocks() == 1 ? " array" : " arrays")
            + " for "
            + values(cut);
    String there = left == 1 ? ", and 1 is left" : ", and " + left + " are left";
    stay(
        node,
        needs + " values" + there,
        "layer " + node + ": " + needs + " intermediate values" + there);
  }

  private void stay(String node, String why, String refusal) {
    if (wanted == ActivationProducts.ARRAYS) {
      refused.add(refusal);
    }
    stays.put(node, why);
  }

  private String medium() {
    return chip.cell().medium().words() + " of " + chip.name();
  }

  private static String values(Cut cut) {
    Unrolling u = cut.product().unrolling();
    return (u.groups() > 1 ? u.groups() + " x " : "") + u.rows() + " x " + u.columns();
  }

  private double writing(Cut cut) {
    return new Loading(0, cut.writtenRows()).writing(chip);
  }

  /// Seconds for one picture: vectors pass while the sums of those before are finished.
  private double seconds(Cut cut) {
    double passing = cut.seconds(chip);
    int cores = Math.min(chip.cores(), Math.ceilDiv(cut.blocks(), chip.core().macros()));
    double finishing =
        vectorWork.finishing(cut.product().outputShape().elements())
            / Math.clamp(cores, 1, Math.max(1, vectorWork.units()));
    return writing(cut) + Math.max(passing, finishing);
  }

  /// The same, of all vector units.
  private double vectorSeconds(Cut cut) {
    long results = cut.product().outputShape().elements();
    return vectorWork.product(cut.product().unrolling().macs(), results)
        / Math.max(1, vectorWork.units());
  }
}
