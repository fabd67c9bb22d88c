package bitline.money;

import bitline.base.Interval;
import bitline.base.Problem;
import bitline.base.Units;
import bitline.chip.Memory;
import bitline.money.price.PackageQuotes;
import bitline.money.price.PackageQuotes.Carrier;
import bitline.money.price.PackageQuotes.Substrate;
import bitline.money.price.Prices;
import bitline.money.price.ProductionQuotes.Beyond;
import bitline.money.price.Wafer;
import bitline.money.yield.YieldModel;
import org.jspecify.annotations.Nullable;

/// What putting dies on a substrate costs, and what it breaks.
final class PackageBill {
  private static final String PRICES = "package prices";

  private final Wafer wafer;
  private final int dies;
  private final int stacks;
  private final double stackArea;
  private final double layers;
  private final double larger;
  private final Interval substrate;
  private final Interval bumps;
  private final Interval bondLoss;
  private final Interval assembly;
  private final Interval placing;
  private final @Nullable Middle carrier;

  /// A carrier, sources brought together.
  private record Middle(
      Interval wafer,
      Interval defects,
      double clustering,
      double larger,
      Interval loss,
      Interval bumps) {}

  PackageBill(Prices prices, Substrate substrate, Product product, int year) {
    wafer = prices.wafer();
    Beyond beyond = prices.production().beyond();
    PackageQuotes quotes = prices.packages();
    dies = product.dies().stream().mapToInt(Die::count).sum();
    Carrier between = substrate.carrier();
    stacks = between == null ? 0 : stacks(product, quotes.stack().bytes());
    stackArea = quotes.stack().area();
    layers = substrate.layers().get(Math.min(dies, substrate.layers().size()) - 1);
    larger = substrate.larger();
    this.substrate = prices.of(substrate.substrate(), beyond.packages(), year);
    bumps = prices.of(substrate.bumps(), beyond.packages(), year);
    bondLoss = prices.of(substrate.bondLoss(), beyond.losses(), year);
    assembly = prices.of(quotes.assembly(), beyond.packages(), year);
    placing = prices.of(quotes.placing(), beyond.packages(), year);
    carrier =
        between == null
            ? null
            : new Middle(
                prices.of(between.wafer(), beyond.packages(), year),
                prices.of(between.defects(), beyond.defects(), year),
                between.clustering(),
                between.larger(),
                prices.of(between.loss(), beyond.losses(), year),
                prices.of(between.bumps(), beyond.packages(), year));
  }

  private static int stacks(Product product, double bytes) {
    double all = 0;
    for (Product.Beside memory : product.memory()) {
      all += stacked(memory.type()) ? Math.ceil(memory.bytes() / bytes * (1 - 1e-9)) : 0;
    }
    return (int) Math.min(all, 1000);
  }

  /// Whether a memory lies in the package, and is lost with it.
  boolean carries(Memory.Type type) {
    return carrier != null && stacked(type);
  }

  private static boolean stacked(Memory.Type type) {
    return type == Memory.Type.HBM2 || type == Memory.Type.HBM3;
  }

  /// @param packaging dollars of substrate, carrier and bumps
  /// @param assembly dollars
  /// @param whole share that bonding leaves whole
  record Made(double packaging, double assembly, double whole) {}

  /// @param silicon square metres of all dies
  Made made(Draw draw, double silicon) {
    double lies = silicon;
    double usd = 0;
    double whole =
        StrictMath.pow(1 - Math.min(0.9, draw.of("loss at bonding", bondLoss)), dies + stacks);
    if (carrier != null) {
      double on = silicon + stacks * stackArea;
      lies = on * carrier.larger;
      double gross = wafer.gross(lies);
      if (gross < 1) {
        throw new Problem(
            "a carrier of "
                + Units.format(lies, "m2", 3)
                + " below all dies does not fit a wafer; use an organic package");
      }
      double defects = lies * draw.of("defects of the carrier", carrier.defects);
      double good = YieldModel.NEGATIVE_BINOMIAL.yield(defects, carrier.clustering);
      usd += draw.of(PRICES, carrier.wafer) / (gross * good);
      usd += on * draw.of(PRICES, carrier.bumps);
      whole *= 1 - Math.min(0.9, draw.of("loss at bonding the carrier", carrier.loss));
    }
    usd += lies * (larger * layers * draw.of(PRICES, substrate) + draw.of(PRICES, bumps));
    double together = draw.of(PRICES, assembly) + (dies + stacks - 1) * draw.of(PRICES, placing);
    return new Made(usd, together, whole);
  }
}
