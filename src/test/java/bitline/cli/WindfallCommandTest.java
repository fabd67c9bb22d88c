package bitline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `bitline windfall`.
class WindfallCommandTest {
  private record Ran(int code, String out, String err) {}

  private static Ran run(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int code = Main.run(arguments, new PrintWriter(out), new PrintWriter(err));
    return new Ran(code, out.toString(), err.toString());
  }

  @Test
  void withoutArgumentsItExplainsItself() {
    Ran ran = run("windfall");
    assertThat(ran.code()).isEqualTo(Main.DONE);
    assertThat(ran.out())
        .contains("The promise bites from a yearly profit of 190 billion USD")
        .contains("On average", "a transformed economy", "they are not forecasts");
    assertThat(ran.out().lines()).allMatch(line -> line.length() <= 80);
  }

  /// World product 2024: 111 trillion; 2 % of it is 1 % of 999 billion and 20 % of 1.11 trillion.
  @Test
  void oneCertainProfit() {
    Ran ran = run("windfall", "--profit", "2.22TUSD", "--year", "2024");
    assertThat(ran.code()).isEqualTo(Main.DONE);
    assertThat(ran.out().replaceAll("\\s+", " "))
        .contains("so it is in none of all cases")
        .contains("On average 232 billion USD are given, 10.4 % of the average profit");
  }

  @Test
  void jsonAndReport(@TempDir Path folder) throws IOException {
    Path page = folder.resolve("out.html");
    Ran ran = run("windfall", "--report", page.toString(), "--json");
    assertThat(ran.code()).isEqualTo(Main.DONE);
    assertThat(ran.out()).startsWith("{").contains("\"expected\"", "\"quantiles\"");
    assertThat(Files.readString(page))
        .contains("The Windfall Clause: Distributing the Benefits of AI", "<svg")
        .doesNotContain("NaN");
  }

  @Test
  void slipsAreToldInOneLine(@TempDir Path folder) {
    assertThat(run("windfall", "--year", "1850").err()).contains("1900 to 2200");
    assertThat(run("windfall", "--year", "2000").err()).contains("no world product of 2000");
    assertThat(run("windfall", "--profit", "2 apples").err()).contains("USD");
    assertThat(run("windfall", "--profit", "2TUSD", "--profits", "x.csv").err())
        .contains("exclude each other");
    Ran missing = run("windfall", folder.resolve("none.yaml").toString());
    assertThat(missing.code()).isEqualTo(2);
    assertThat(missing.err().strip().lines()).hasSize(1);
  }
}
