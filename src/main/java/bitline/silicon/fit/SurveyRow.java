package bitline.silicon.fit;

import bitline.text.Csv;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A published converter of Murmann's survey, its numbers as they were published; not-a-number
/// where they were not.
///
/// @param nyquist whether it samples at the Nyquist rate
/// @param architecture the survey's words, such as `SAR, TI`
/// @param bits effective ones
/// @param node metres
/// @param rate conversions a second
/// @param energy joules of a conversion
/// @param area square metres
/// @param supply volts, the first of those told
public record SurveyRow(
    boolean nyquist,
    String architecture,
    double bits,
    double node,
    double rate,
    double energy,
    double area,
    double supply) {
  private static final String SUPPLY = "VSUP1 [V]";

  /// Reads the numeric columns of the survey, and the supplies from its workbook, in which a
  /// converter is found by its DOI and power.
  public static List<SurveyRow> read(Path csv, Path workbook) {
    Map<String, Double> supplies = new HashMap<>();
    for (Map<String, String> row : Workbook.rows(workbook, SUPPLY)) {
      supplies.putIfAbsent(
          row.get("DOI") + " " + (float) Csv.number(row, "P [W]"), Csv.number(row, SUPPLY));
    }
    return Csv.read(csv).maps().stream()
        .map(row ->
            new SurveyRow(
                "NQ".equals(row.get("TYPE")),
                String.valueOf(row.get("arch")),
                Csv.number(row, "enob"),
                Csv.number(row, "tech_nm") * 1e-9,
                Csv.number(row, "fs"),
                Csv.number(row, "E_pJ") * 1e-12,
                Csv.number(row, "area_um2") * 1e-12,
                supplies.getOrDefault(
                    row.get("DOI") + " " + (float) Csv.number(row, "P [W]"), Double.NaN)))
        .toList();
  }
}
