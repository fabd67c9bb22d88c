package bitline.report;

import bitline.silicon.validate.Fitting;
import bitline.silicon.validate.Interval;
import bitline.silicon.validate.Published;
import bitline.silicon.validate.Row;
import bitline.silicon.validate.Validation;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A validation as comma-separated values, a line for each published figure, in SI units to four
/// digits: what is committed, so that a change of any constant shows on every chip.
public final class ValidationCsv {
  private static final MathContext DIGITS = new MathContext(4);
  private static final String HEAD =
      "chip,point,conditions,quantity,form,unit,parts,curve,published,blind,blind_low,blind_high,"
          + "left_out,left_out_low,left_out_high,fitted,counted";

  /// Columns that name a figure.
  private static final int NAMES = 8;

  private static final int SHOWN = 12;

  private ValidationCsv() {}

  /// The whole file.
  public static String of(Validation validation) {
    StringBuilder out = new StringBuilder(HEAD).append('\n');
    validation.rows().forEach(row -> line(out, row.published(), row, row.published().uncounted()));
    validation.missing().forEach(m -> line(out, m.published(), null, m.why()));
    return out.toString();
  }

  private static void line(
      StringBuilder out, Published p, @Nullable Row row, @Nullable String uncounted) {
    List<String> cells = new ArrayList<>();
    cells.addAll(
        List.of(
            p.chip(),
            p.point(),
            p.conditions(),
            p.quantity().name().toLowerCase(Locale.ROOT),
            p.form().name().toLowerCase(Locale.ROOT),
            p.form().unit(),
            ValidationText.words(p.parts()),
            p.curve() == null ? "" : p.curve(),
            number(p.value())));
    for (Fitting fitting : Fitting.values()) {
      cells.add(row == null ? "" : number(row.of(fitting)));
      if (fitting != Fitting.FITTED) {
        Interval interval = row == null ? null : row.interval(fitting);
        cells.add(interval == null ? "" : number(interval.low()));
        cells.add(interval == null ? "" : number(interval.high()));
      }
    }
    cells.add(uncounted == null ? "yes" : "no: " + uncounted.strip());
    out.append(String.join(",", cells.stream().map(ValidationCsv::cell).toList())).append('\n');
  }

  private static String number(double value) {
    return Double.isFinite(value)
        ? new BigDecimal(value).round(DIGITS).stripTrailingZeros().toString()
        : String.valueOf(value);
  }

  private static String cell(String text) {
    return text.matches("[^,\"\\n]*") ? text : "\"" + text.replace("\"", "\"\"") + "\"";
  }

  /// Where a file differs from another, a line each; empty where it does not.
  ///
  /// @param was the committed file
  /// @param is the file of today
  public static List<String> differences(String was, String is) {
    Map<String, String> before = byName(was);
    Map<String, String> now = byName(is);
    List<String> out = new ArrayList<>();
    now.forEach((name, line) -> {
      String old = before.get(name);
      if (old == null) {
        out.add("new: " + line);
      } else if (!old.equals(line)) {
        out.add("was: " + old + "\nis:  " + line);
      }
    });
    before.forEach((name, line) -> {
      if (!now.containsKey(name)) {
        out.add("gone: " + line);
      }
    });
    if (out.isEmpty() && !was.equals(is)) {
      out.add("the order of the lines differs");
    }
    if (out.size() > SHOWN) {
      int more = out.size() - SHOWN;
      out.subList(SHOWN, out.size()).clear();
      out.add("and " + more + " more");
    }
    return out;
  }

  /// Lines by what names their figure, and which of equal ones they are.
  private static Map<String, String> byName(String text) {
    Map<String, String> out = new LinkedHashMap<>();
    Map<String, Integer> seen = new LinkedHashMap<>();
    for (String line : text.lines().skip(1).toList()) {
      String name =
          String.join(
              ",",
              List.of(line.split(",", NAMES + 1))
                  .subList(0, Math.min(NAMES, line.split(",", NAMES + 1).length)));
      out.put(name + "#" + seen.merge(name, 1, Integer::sum), line);
    }
    return out;
  }
}
