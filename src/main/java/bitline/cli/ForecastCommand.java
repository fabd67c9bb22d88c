package bitline.cli;

import bitline.base.Problem;
import bitline.base.Spelling;
import bitline.forecast.Calendar;
import bitline.forecast.Method;
import bitline.forecast.Series;
import bitline.forecast.data.Defect;
import bitline.forecast.data.Defects;
import bitline.forecast.outlook.Forecast;
import bitline.forecast.outlook.Laws;
import bitline.report.ForecastAnswer;
import bitline.report.ForecastPage;
import bitline.report.ForecastText;
import bitline.report.Table;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Where a measure of machines is going, with the score of the forecast.
@Command(
    name = "forecast",
    description =
        "Foretells a measure of AI hardware, and says how well the same method did in the past.",
    footer = {
      "",
      "'forecast --list' lists measures, series of tables and methods. Without --data the",
      "catalogue that comes with Bitline is learned from; with it, Epoch AI's table of ML",
      "hardware. docs/forecast.md says how to read the answer.",
      "",
      "Examples:",
      "  bitline forecast ops-per-joule --precision int8",
      "  bitline forecast ops-per-dollar --by tco --with-tech cim --data ../shared \\",
      "      --until 2035 --report out.html",
      "  bitline forecast training-compute --data ../shared"
    })
final class ForecastCommand implements Callable<Integer> {
  private static final int MOST_SWINGS = 12;
  private static final double DAY = 1 / 365.25;

  @Parameters(
      arity = "0..1",
      paramLabel = "MEASURE",
      description = "A measure of machines, or a series of a table ('--list').")
  private @Nullable String measure;

  @Mixin private MeasureOptions conventions = new MeasureOptions();

  @Option(
      names = "--until",
      defaultValue = "2035",
      paramLabel = "YEAR",
      description = "The last year (${DEFAULT-VALUE}).")
  private int until;

  @Option(
      names = "--on",
      paramLabel = "DATE",
      description =
          "As if it were this day: nothing that came later is known (today, or the day after the newest machine).")
  private @Nullable String on;

  @Option(
      names = "--method",
      paramLabel = "KEY",
      description = "The law that is fitted ('--list'; ${DEFAULT-VALUE}).",
      defaultValue = "stacked-calibrated")
  private String method = "stacked-calibrated";

  @Option(
      names = "--with-tech",
      split = ",",
      paramLabel = "TECH",
      description = "Also with technologies that the table does not hold, such as cim,photonic.")
  private List<String> technologies = List.of();

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "A folder that holds forecast/ with public tables, or one table.")
  private @Nullable Path data;

  @Option(
      names = "--from",
      paramLabel = "LIST",
      description =
          "Which machines: table (Epoch AI's, in --data) or catalogue (table where there is --data).")
  private @Nullable String from;

  @Option(names = "--list", description = "List measures, series of tables and methods.")
  private boolean list;

  @Option(
      names = "--check",
      description =
          "Look for rows of the table that cannot be right. The answer is no (exit code 1) when something is found.")
  private boolean check;

  @Option(
      names = "--report",
      paramLabel = "FILE.html",
      description = "Write a page with a fan chart and all that the answer hangs on.")
  private @Nullable Path report;

  @Mixin private JsonOption json = new JsonOption();
  private final Output output;

  ForecastCommand(Output output) {
    this.output = output;
  }

  @Override
  public Integer call() {
    json.check();
    Path page = report;
    if (page != null) {
      Output.checkEnding("--report", page, ".html");
      Output.checkWritable(page);
    }
    boolean catalogue = catalogue();
    if (list) {
      return list(catalogue);
    }
    if (check) {
      return check();
    }
    String key = measure;
    if (key == null) {
      throw new Problem(
          "a MEASURE says what is foretold, such as ops-per-dollar; 'forecast --list' lists them");
    }
    Laws.of(method); // a slip is told before tables are read
    ForecastSource source = ForecastSource.of(key, conventions, data, catalogue);
    Method law = Laws.of(method, source.series());
    double origin = origin(source.series());
    ForecastJob job =
        new ForecastJob(source, law, origin, until(origin), technologies, output.progress());
    ForecastAnswer answer = job.answer();
    if (page != null) {
      new ForecastPage(answer).write(page);
      output.note("report in " + page);
    }
    output.answer(json, answer, () -> print(answer));
    return Main.DONE;
  }

  private boolean catalogue() {
    String asked = from;
    if (asked == null) {
      return data == null;
    }
    List<String> known = List.of("table", "catalogue");
    if (!known.contains(asked)) {
      throw new Problem(
          "--from '" + asked + "' is neither table nor catalogue" + Spelling.hint(asked, known));
    }
    if (asked.equals("table") && data == null) {
      throw new Problem("--from table needs the table: --data DIR, a folder that holds forecast/");
    }
    return asked.equals("catalogue");
  }

  /// The day after the newest machine, or today where a list foretells; never after --on.
  private double origin(Series series) {
    double today = Calendar.year(LocalDate.now(ZoneOffset.UTC));
    if (on != null) {
      double asked = Calendar.year(on);
      if (asked > today) {
        throw new Problem("--on " + on + " is in the future");
      }
      return asked;
    }
    double newest =
        series.observations().isEmpty() ? today : series.observations().getLast().date();
    return Math.min(today, newest + DAY);
  }

  private double until(double origin) {
    if (until + 0.5 <= origin) {
      throw new Problem(
          "--until " + until + " is past: what is known ends on " + Calendar.day(origin));
    }
    if (until > origin + Forecast.FARTHEST) {
      throw new Problem(
          "--until "
              + until
              + " is farther than anything here can be carried on; "
              + (int) (origin + Forecast.FARTHEST)
              + " at most");
    }
    return until + 0.5;
  }

  private void print(ForecastAnswer answer) {
    for (String paragraph : ForecastText.summary(answer)) {
      output.paragraph(paragraph);
      output.line("");
    }
    output.paragraph(ForecastText.from(answer));
    output.line("");
    table(ForecastText.bands(answer));
    ForecastAnswer.Mix mix = answer.mix();
    if (mix != null) {
      output.paragraph("In " + answer.asked().until() + ":");
      table(ForecastText.branches(mix));
      table(ForecastText.mixed(answer, mix));
      mix.remarks().forEach(output::paragraph);
      output.line("");
    }
    table(ForecastText.score(answer.score()));
    if (!answer.conventions().isEmpty()) {
      output.paragraph(ForecastText.BESIDE);
      table(ForecastText.conventions(answer));
      table(ForecastText.measures(answer));
    }
    table(ForecastText.swings(answer, MOST_SWINGS));
    output.paragraph(ForecastText.moved(answer));
    output.line("");
    answer.remarks().forEach(output::paragraph);
    ForecastText.attribution(answer.vintages()).forEach(output::paragraph);
    output.line("");
    output.table(ForecastText.vintages(answer.vintages()));
  }

  private void table(Table table) {
    if (!table.rows().isEmpty()) {
      output.table(table);
      output.line("");
    }
  }

  private int check() {
    Path tables = data;
    if (tables == null) {
      throw new Problem(
          "--check looks through public tables: --data DIR, a folder that holds forecast/; for the"
              + " catalogue there is 'catalogue --check FILE'");
    }
    List<Defect> found = Defects.of(tables);
    output.answer(
        json,
        found,
        () -> {
          found.forEach(defect -> output.line(defect.text()));
          output.line(found.isEmpty() ? "nothing found" : found.size() + " findings");
        });
    return found.isEmpty() ? Main.DONE : Main.NO;
  }

  private int list(boolean catalogue) {
    ForecastList all = ForecastList.of(data, catalogue);
    output.answer(json, all, () -> all.print(output));
    return Main.DONE;
  }
}
