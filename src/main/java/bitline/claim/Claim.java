package bitline.claim;

import java.util.List;

/// A claim, how it was tested, and what came out.
///
/// @param key a word
/// @param title a few words
/// @param statement what is claimed
/// @param experiment how it is tested, and what the bar is
/// @param finding cases with a verdict, or why there is none
/// @param findings what the numbers say, in sentences that were put together from them
/// @param tables numbers behind the cases
public record Claim(
    String key,
    String title,
    String statement,
    String experiment,
    Finding finding,
    List<String> findings,
    List<Sheet> tables) {
  public Claim {
    findings = List.copyOf(findings);
    tables = List.copyOf(tables);
  }

  /// What came out.
  public sealed interface Finding {
    /// Cases and their verdict, which follows from them and from nothing else.
    record Tested(List<Case> cases, Verdict verdict) implements Finding {
      /// @throws IllegalArgumentException without a case: no verdict without numbers of both sides
      public static Tested of(List<Case> cases) {
        return new Tested(cases, Verdict.of(cases));
      }

      public Tested {
        cases = List.copyOf(cases);
        if (cases.isEmpty()) {
          throw new IllegalArgumentException("a verdict without a case");
        }
        if (!verdict.equals(Verdict.of(cases))) {
          throw new IllegalArgumentException("a verdict that does not follow from its cases");
        }
      }
    }

    /// No verdict.
    ///
    /// @param missing what it would take, such as networks that are not there
    record Withheld(List<String> missing) implements Finding {
      public Withheld {
        missing = List.copyOf(missing);
        if (missing.isEmpty()) {
          throw new IllegalArgumentException("a verdict withheld for nothing");
        }
      }
    }
  }

  /// A table of numbers that are written out.
  ///
  /// @param columns titles; the first is text, the others stand at the right
  public record Sheet(String title, List<String> columns, List<List<String>> rows) {
    public Sheet {
      columns = List.copyOf(columns);
      rows = rows.stream().map(List::copyOf).toList();
    }
  }
}
