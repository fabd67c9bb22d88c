package bitline.money.price;

import bitline.text.Collected;
import bitline.text.Evidence;
import bitline.text.Range;
import bitline.text.Sourced;
import bitline.text.Unit;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Packages and boards, as `prices/packages.yaml` writes them.
///
/// @param packages by name
/// @param stack one stack of memory that lies on an interposer
/// @param assembly dollars of putting together one package
/// @param placing dollars of placing one die more
/// @param boards dollars by name
/// @param evidence where every value comes from
@Sourced
public record PackageQuotes(
    Map<String, Packaging> packages,
    Stack stack,
    List<Quote.Dollars> assembly,
    List<Quote.Dollars> placing,
    Map<String, List<Quote.Dollars>> boards,
    @Collected List<Evidence> evidence) {
  public PackageQuotes {
    Lists.filled("assembly", assembly);
    Lists.filled("placing", placing);
    boards.values().forEach(board -> Lists.filled("boards", board));
  }

  /// How dies become something that can be soldered.
  public sealed interface Packaging {
    /// What it is.
    String words();
  }

  /// Dies on an organic substrate, with or without a carrier between.
  ///
  /// @param substrate dollars a square metre, of the fewest layers
  /// @param layers factor on it with one, two, … dies; the last for all more
  /// @param larger area of the substrate over that of what lies on it
  /// @param bumps dollars a square metre of what lies on the substrate
  /// @param bondLoss share of dies that bonding one breaks
  /// @param carrier interposer or redistribution layers; null: none
  public record Substrate(
      String words,
      List<Quote.DollarsPerArea> substrate,
      @Range(min = 0.1, max = 100) List<Double> layers,
      @Range(min = 1, max = 100) double larger,
      List<Quote.DollarsPerArea> bumps,
      List<Quote.Number> bondLoss,
      @Nullable Carrier carrier)
      implements Packaging {
    public Substrate {
      Lists.filled("substrate", substrate);
      Lists.filled("layers", layers);
      Lists.filled("bumps", bumps);
      Lists.filled("bondLoss", bondLoss);
    }
  }

  /// What lies between dies and substrate.
  ///
  /// @param wafer dollars
  /// @param defects a square metre
  /// @param clustering of these
  /// @param larger its area over that of what lies on it
  /// @param loss share that breaks when it is put onto the substrate, with all that is on it
  /// @param bumps dollars a square metre of dies
  public record Carrier(
      List<Quote.Dollars> wafer,
      List<Quote.PerArea> defects,
      @Range(min = 0.1, max = 1000) double clustering,
      @Range(min = 1, max = 100) double larger,
      List<Quote.Number> loss,
      List<Quote.DollarsPerArea> bumps) {
    public Carrier {
      Lists.filled("wafer", wafer);
      Lists.filled("defects", defects);
      Lists.filled("loss", loss);
      Lists.filled("bumps", bumps);
    }
  }

  /// Package, assembly and both tests as a share of the price of good silicon.
  public record Share(String words, List<Quote.Number> share) implements Packaging {
    public Share {
      Lists.filled("share", share);
    }
  }

  /// One stack of memory.
  public record Stack(
      @Unit("B") @Range(min = 1) double bytes,
      @Unit("m2") @Range(min = 1e-6, max = 1) double area) {}
}
