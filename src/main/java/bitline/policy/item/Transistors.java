package bitline.policy.item;

import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Whether a process makes planar transistors, as far as its name and its node tell.
///
/// Fin and gate-all-around transistors are not planar; bulk and fully depleted (FD-SOI) ones are.
/// Every foundry went from planar at 28 nm to fins at 16 and 14 nm; between them the name decides:
/// Intel made fins at 22 nm when all others were planar there.
///
/// @param planar null: not known
/// @param why in a few words
public record Transistors(@Nullable Boolean planar, String why) {
  private static final Pattern FINS =
      Pattern.compile(
          "fin ?-?fet|\\b([2-7]|1[0246]) ?nm or finer|[0-9] ?ff|22ffl|gaa|nanosheet|ribbon|multi-?bridge");
  private static final Pattern FLAT = Pattern.compile("fd-?soi|fdx|fully depleted|planar|dram");

  /// Names such as N5, N7+, N+2, N3P, 4NP: those of TSMC and SMIC from 7 nm on.
  private static final Pattern ADVANCED =
      Pattern.compile("\\bn[2-7][a-z+]*\\b|\\bn\\+[123]|\\b[2-8]n[a-z]?\\b|\\b[2-8]lp[a-z]*\\b");

  /// Makers whose 22 nm is planar.
  private static final Pattern FOUNDRY =
      Pattern.compile("tsmc|global ?foundries|umc|smic|samsung|\\bgf\\b|\\bst\\b|hlmc|hhgrace");

  private static final double A_LITTLE = 1e-10;

  /// As far as a process's name and node tell.
  ///
  /// @param process as people call it; may be empty
  /// @param node metres; null: not known
  public static Transistors of(String process, @Nullable Double node) {
    String name = process.toLowerCase(Locale.ROOT);
    if (name.contains("photonic") && name.contains("electronic")) {
      return new Transistors(null, "light and electronics in different processes");
    }
    if (FLAT.matcher(name).find()) {
      return new Transistors(true, "'" + process + "' is planar");
    }
    if (FINS.matcher(name).find() || ADVANCED.matcher(name).find()) {
      return new Transistors(false, "'" + process + "' has fins or gates all around");
    }
    if (node == null) {
      return new Transistors(null, "the process is not told");
    }
    String told = Math.round(node * 1e9) + " nm";
    if (node > 28e-9 - A_LITTLE) {
      return new Transistors(true, told + " is planar with every maker");
    }
    if (node < 16e-9 + A_LITTLE) {
      return new Transistors(
          false, told + " has fins or gates all around with every maker of volume");
    }
    if (name.contains("intel")) {
      return new Transistors(false, "Intel's " + told + " has fins");
    }
    if (Math.abs(node - 20e-9) < A_LITTLE) {
      return new Transistors(true, told + " of foundries is planar");
    }
    if (FOUNDRY.matcher(name).find()) {
      return new Transistors(
          true, "'" + process + "' is planar: of this maker only finer ones are not");
    }
    return new Transistors(
        null, told + " is planar with foundries and has fins with Intel; the maker is not told");
  }
}
