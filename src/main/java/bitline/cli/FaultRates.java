package bitline.cli;

import bitline.base.Problem;
import bitline.base.Units;
import bitline.cell.Cell;
import bitline.chip.Chip;
import bitline.sim.fault.FaultSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The options that say how many single cells are stuck, in place of what the cell's file tells;
/// mixed in with `@Mixin`.
final class FaultRates {
  @Option(
      names = "--fault-rate",
      paramLabel = "LIST",
      description =
          "Share of cells that are stuck, or several of them: 0,0.1%%,1%%,5%%. Else as the cell's file tells.")
  private @Nullable String rates;

  @Option(
      names = "--stuck-on",
      paramLabel = "SHARE",
      description =
          "Share of the stuck cells that are stuck at the highest conductance; else as the cell's file tells, or half.")
  private @Nullable String stuckOn;

  /// As they stand on the command line; null where none was given.
  @Nullable String text() {
    if (rates == null && stuckOn != null) {
      throw new Problem("--stuck-on " + stuckOn + " would do nothing without --fault-rate");
    }
    return rates;
  }

  /// The shares that were given, in their order.
  List<Double> shares() {
    List<Double> shares = new ArrayList<>();
    if (rates != null) {
      for (String word : rates.split(",", -1)) {
        double share = share("--fault-rate", word.strip());
        if (shares.contains(share)) {
          throw new Problem(
              "--fault-rate "
                  + rates
                  + " names "
                  + word.strip()
                  + " twice; a number without % is a share, 1 is every cell");
        }
        shares.add(share);
      }
    }
    return shares;
  }

  private static double share(String option, String word) {
    double share;
    try {
      share = Units.parse(word, "1");
    } catch (Problem problem) {
      throw new Problem(option + " '" + word + "': " + problem.getMessage(), problem);
    }
    if (!(share >= 0 && share <= 1)) {
      throw new Problem(option + " " + word + " is no share; 0 to 1, or 0 % to 100 %");
    }
    return share;
  }

  /// Of the cells that are stuck, those stuck at the highest conductance.
  double on(Chip chip) {
    Cell.Stuck told = chip.cell().stuck();
    return stuckOn != null
        ? share("--stuck-on", stuckOn)
        : told != null && told.off() + told.on() > 0 ? told.on() / (told.off() + told.on()) : 0.5;
  }

  /// Cells stuck at such a rate.
  FaultSource at(double share, Chip chip) {
    double on = share * on(chip);
    return new FaultSource.Rates(new Cell.Stuck(Math.max(0, share - on), on));
  }
}
