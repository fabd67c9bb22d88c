package bitline.policy.supply;

import bitline.text.Collected;
import bitline.text.Default;
import bitline.text.Evidence;
import bitline.text.Range;
import bitline.text.Unit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A class of tools, materials or software that making chips needs.
///
/// @param name a word, such as `euv-scanner`
/// @param title one line
/// @param used largest node whose usual process uses it, metres; finer ones do too
/// @param indispensable largest node at which nobody is known to do without it, metres; null: every
///   node that uses it has another way
/// @param instead the other way, at the nodes that have one; empty where there is none
/// @param figures what rules on equipment ask for, of a usual tool of this class for logic
/// @param suppliers countries whose firms sell it
public record Tool(
    String name,
    String title,
    @Unit("m") double used,
    @Unit("m") @Nullable Double indispensable,
    @Default("''") String instead,
    @Default("{}") Map<String, String> figures,
    List<Supplier> suppliers,
    @Collected List<Evidence> evidence) {
  /// Shares are round; they may miss all by this.
  private static final double ROUNDING = 0.005;

  /// From this share on a country holds most of a class.
  static final double MOST = 0.66;

  public Tool {
    figures = Map.copyOf(figures);
    suppliers = List.copyOf(suppliers);
    evidence = List.copyOf(evidence);
    double sum = suppliers.stream().mapToDouble(Supplier::share).sum();
    if (suppliers.isEmpty() || sum > 1 + ROUNDING) {
      throw new IllegalArgumentException(
          "suppliers of " + name + " have " + sum + " of the market");
    }
    if (indispensable != null && indispensable > used) {
      throw new IllegalArgumentException(
          "indispensable of " + name + " is a larger node than those that use it");
    }
    if (instead.isBlank() && (indispensable == null || indispensable < used)) {
      throw new IllegalArgumentException("instead of " + name + " is missing");
    }
  }

  /// The firms of a country.
  ///
  /// @param country ISO 3166
  /// @param firms their names
  /// @param share of the world's sales of this class, in money
  public record Supplier(
      String country, List<String> firms, @Unit("1") @Range(min = 0, max = 1) double share) {
    public Supplier {
      firms = List.copyOf(firms);
    }
  }

  /// Whether the usual process of a node uses it.
  public boolean usedAt(double node) {
    return node <= used * (1 + 1e-9);
  }

  /// Whether nobody is known to make a node without it.
  public boolean indispensableAt(double node) {
    return indispensable != null && node <= indispensable * (1 + 1e-9);
  }

  /// How much a country's firms matter for it.
  public Hold hold(String country) {
    double share =
        suppliers.stream()
            .filter(s -> s.country.equals(country))
            .mapToDouble(Supplier::share)
            .sum();
    boolean others = suppliers.stream().anyMatch(s -> !s.country.equals(country) && s.share > 0);
    return share == 0 ? Hold.NONE : !others ? Hold.ALONE : share >= MOST ? Hold.MOST : Hold.SOME;
  }

  /// How much of a class a country's firms supply.
  public enum Hold {
    NONE,
    SOME,
    /// Two thirds or more.
    MOST,
    ALONE
  }

  /// The countries whose firms sell it, largest share first as the file has them.
  public List<String> countries() {
    List<String> out = new ArrayList<>();
    suppliers.forEach(s -> out.add(s.country));
    return out.stream().distinct().toList();
  }
}
