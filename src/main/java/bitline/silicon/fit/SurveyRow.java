package bitline.silicon.fit;

import java.nio.file.Path;
import java.util.List;

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
public record SurveyRow(
    boolean nyquist,
    String architecture,
    double bits,
    double node,
    double rate,
    double energy,
    double area) {
  /// Reads the numeric columns of the survey.
  public static List<SurveyRow> read(Path csv) {
    return Csv.read(csv).stream()
        .map(row ->
            new SurveyRow(
                "NQ".equals(row.get("TYPE")),
                String.valueOf(row.get("arch")),
                Csv.number(row, "enob"),
                Csv.number(row, "tech_nm") * 1e-9,
                Csv.number(row, "fs"),
                Csv.number(row, "E_pJ") * 1e-12,
                Csv.number(row, "area_um2") * 1e-12))
        .toList();
  }
}
