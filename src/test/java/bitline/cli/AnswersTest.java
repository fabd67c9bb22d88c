package bitline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import bitline.chip.Chips;
import bitline.sim.manufacture.Effect;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The questions about manufactured chips, asked of a few traffic signs.
class AnswersTest {
  private static final String[] PCM = {
    "models/signs_bitline.onnx",
    "--chip",
    "hermes64_natel_2023",
    "--input",
    "examples/signs",
    "--labels",
    "examples/signs/labels.csv",
    "--limit",
    "5"
  };

  private record Ran(int code, String out, String err) {}

  private static Ran run(String command, String[] first, String... more) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    String[] arguments =
        Stream.of(Stream.of(command), Stream.of(first), Stream.of(more))
            .flatMap(s -> s)
            .toArray(String[]::new);
    int code = Main.run(arguments, new PrintWriter(out, true), new PrintWriter(err, true));
    return new Ran(code, out.toString(), err.toString());
  }

  /// All that JSON says but how long it took.
  private static String timeless(String json) {
    return json.replaceAll("\"seconds\": (?:\\{[^}]*}|[0-9.eE+-]+)", "");
  }

  private static List<Double> numbers(String json, String key) {
    Matcher list = Pattern.compile("\"" + key + "\": \\[([^\\]]*)]").matcher(json);
    assertThat(list.find()).as(key).isTrue();
    List<Double> numbers = new ArrayList<>();
    for (String number : list.group(1).split(",")) {
      numbers.add(Double.parseDouble(number.strip()));
    }
    return numbers;
  }

  private static double number(String json, String key) {
    Matcher one = Pattern.compile("\"" + key + "\": ([-0-9.eE]+)").matcher(json);
    assertThat(one.find()).as(key).isTrue();
    return Double.parseDouble(one.group(1));
  }

  @Test
  void sampledChipsAreThoseOfTheirNumbersForAnyNumberOfThreads(@TempDir Path folder)
      throws IOException {
    String[] samples = {"--chip-samples", "3", "--age", "30d", "--floor", "0.6"};
    Path page = folder.resolve("run.html");
    Ran one =
        run("run", join(PCM, samples), "--threads", "1", "--report", page.toString(), "--json");
    Ran two = run("run", join(PCM, samples), "--threads", "2", "--json");
    assertThat(one.code).isZero();
    assertThat(timeless(two.out)).isEqualTo(timeless(one.out));
    List<Double> scores = numbers(one.out, "scores");
    assertThat(scores).hasSize(3).doesNotContain(Double.NaN);
    Ran second = run("run", PCM, "--chip-number", "1", "--age", "30d", "--json");
    Matcher score =
        Pattern.compile("\"chipScore\": \\{.*?\"value\": ([0-9.]+)", Pattern.DOTALL)
            .matcher(second.out);
    assertThat(score.find()).isTrue();
    assertThat(scores.get(1)).isEqualTo(Double.parseDouble(score.group(1)));
    long good = scores.stream().filter(s -> s >= 0.6).count();
    assertThat(number(one.out, "passed")).isEqualTo((double) good);
    assertThat(Files.readString(page)).contains("id=\"chips\"", "chip 2: ");
  }

  @Test
  void whatSamplesDoNotGoWithIsRefused() {
    assertThat(run("run", PCM, "--floor", "0.9").err)
        .isEqualTo("--floor 0.9 would do nothing without --chip-samples N\n");
    assertThat(run("run", PCM, "--chip-samples", "3", "--floor", "90").err)
        .isEqualTo("--floor 90.0 is no score; write 90 % as 0.9\n");
    assertThat(run("run", PCM, "--chip-samples", "1").err)
        .isEqualTo("--chip-samples 1 is too few to tell how chips differ; 2 are the least\n");
    assertThat(run("run", PCM, "--chip-samples", "3", "--chip-number", "2").err)
        .contains("leave one of the two out")
        .hasLineCount(1);
    assertThat(run("run", PCM, "--chip-samples", "3", "--effects", "none").err)
        .contains("all chips would be alike")
        .hasLineCount(1);
    String[] digital = PCM.clone();
    digital[2] = "houmo_h30_2023";
    assertThat(run("run", digital, "--chip-samples", "3").err)
        .startsWith("--chip-samples 3: houmo_h30_2023 is digital")
        .hasLineCount(1);
  }

  /// Phase-change memory loses what it held; a factor for each layer gives most of it back.
  @Test
  void phaseChangeMemoryAges(@TempDir Path folder) throws IOException {
    Path page = folder.resolve("age.html");
    String[] ages = {"--from", "1s", "--to", "1y", "--points", "2", "--chip-samples", "2"};
    Ran one = run("age", join(PCM, ages), "--threads", "1", "--report", page.toString(), "--json");
    Ran two = run("age", join(PCM, ages), "--threads", "2", "--json");
    assertThat(one.code).isZero();
    assertThat(timeless(two.out)).isEqualTo(timeless(one.out));
    double[] last = new double[4];
    Matcher ways =
        Pattern.compile(
                "\"compensation\": \"(\\w+)\",\\s*\"scores\": \\[\\s*\\[([^]]*)],\\s*\\[([^]]*)]")
            .matcher(one.out);
    for (int w = 0; w < 4; w++) {
      assertThat(ways.find()).isTrue();
      for (String score : ways.group(3).split(",")) {
        last[w] += Double.parseDouble(score.strip()) / 2;
      }
    }
    assertThat(last[0]).isLessThan(0.5).isLessThan(last[1]).isLessThan(last[3]);
    assertThat(one.out)
        .containsPattern(
            "Batch norms were re-estimated \\(AdaBS\\) at each age in \\d+ of \\d+ layers, from 16");
    String written = Files.readString(page);
    assertThat(written).contains("<polyline", "<polygon", "by column", "class=\"float mark\"");
    assertThat(written).doesNotContain("NaN");
  }

  @Test
  void batchNormsAreReEstimatedOnPicturesOfOnesOwn() {
    String[] anew = {"--age", "1y", "--compensation", "batch_norm"};
    String[] apart = {"--calibrate", "examples/signs", "--calibration-pictures", "3"};
    Ran ran = run("run", join(PCM, anew), apart);
    assertThat(ran.err).isEmpty();
    assertThat(ran.code).isZero();
    assertThat(ran.out.replaceAll("\\s+", " "))
        .contains("batch norms re-estimated (AdaBS) on 3 pictures of a set apart");
    assertThat(run("run", PCM, "--age", "1y", "--compensation", "AdaBS").err)
        .isEqualTo(
            "--compensation 'AdaBS' is none of none, layer, column, batch_norm; AdaBS is"
                + " 'batch_norm'\n");
    assertThat(run("age", PCM, "--compensation", "none,adabs").err)
        .contains("AdaBS is 'batch_norm'")
        .hasLineCount(1);
    assertThat(run("run", PCM, "--compensation", "batch_norm").err)
        .contains("would do nothing on the ideal chip")
        .hasLineCount(1);
    assertThat(run("run", PCM, "--calibration-pictures", "0").err)
        .isEqualTo("--calibration-pictures 0 is not between 1 and 4096\n");
    assertThat(run("run", PCM, "--calibration-pictures", "4000").err)
        .startsWith("--calibration-pictures 4000: examples/signs holds ")
        .hasLineCount(1);
    assertThat(run("run", PCM, "--calibrate", "examples/none").err).hasLineCount(1);
  }

  @Test
  void whatDoesNotAgeIsANo() {
    String[] charge = PCM.clone();
    charge[2] = "jia_jssc_2020";
    Ran ran = run("age", charge);
    assertThat(ran.code).isEqualTo(1);
    assertThat(ran.out).contains("do not change with time");
    assertThat(run("age", PCM, "--effects", "programming").err).contains("add drift");
    assertThat(run("age", PCM, "--from", "0s").err).contains("does not begin at 0");
    assertThat(run("age", PCM, "--to", "1ms").err).isEqualTo("--to 1ms is not after --from 1 s\n");
  }

  /// The budget's parts are the runs that they say they are.
  @Test
  void theBudgetIsWhatTheRunsSay(@TempDir Path folder) throws IOException {
    Path page = folder.resolve("blame.html");
    String[] aged = {"--age", "1d"};
    Ran one =
        run("blame", join(PCM, aged), "--threads", "1", "--report", page.toString(), "--json");
    Ran two = run("blame", join(PCM, aged), "--threads", "2", "--json");
    assertThat(one.code).as(one.err).isZero();
    assertThat(timeless(two.out)).isEqualTo(timeless(one.out));
    for (String part : List.of("ideal", "converters", "alone", "all", "all_but")) {
      assertThat(one.out).contains("\"part\": \"" + part + "\"");
    }
    assertThat(one.out.split("\"part\": \"alone\"", -1))
        .hasSize(1 + Effect.of(Chips.byName(PCM[2])).size());
    assertThat(one.out.split("\"shares\"", -1)).hasSize(16);
    List<Double> first = numbers(one.out, "shares");
    assertThat(first).hasSize(6).allMatch(share -> share >= 0);
    assertThat(first.getLast()).isGreaterThan(first.getFirst());
    assertThat(Files.readString(page))
        .contains("id=\"layers\"", "of the outputs&#39; energy")
        .doesNotContain("NaN");
  }

  @Test
  void digitalChipsHaveNothingToBlame() {
    String[] digital = PCM.clone();
    digital[2] = "houmo_h30_2023";
    Ran ran = run("blame", digital);
    assertThat(ran.code).isEqualTo(1);
    assertThat(ran.out).contains("is digital");
  }

  /// Bits that were found are fewer than the chip's, and the network with them holds the floor.
  @Test
  void fewerBitsHoldTheFloor() {
    Ran ran =
        run(
            "blame",
            PCM,
            "--adc-bits",
            "6",
            "--effects",
            "programming",
            "--floor",
            "0.6",
            "--json");
    assertThat(ran.code).as(ran.err).isZero();
    String bits = ran.out.substring(ran.out.indexOf("\"bits\": {"));
    assertThat(number(bits, "score")).isGreaterThanOrEqualTo(0.6);
    Matcher each = Pattern.compile("\"bits\": (\\d+)").matcher(bits);
    int own = (int) number(bits, "startBits");
    int layers = 0;
    int spared = 0;
    while (each.find()) {
      int chosen = Integer.parseInt(each.group(1));
      assertThat(chosen).isBetween(1, own);
      spared += own - chosen;
      layers++;
    }
    assertThat(layers).isEqualTo(15);
    assertThat(spared).isGreaterThanOrEqualTo(15);
  }

  private static String[] join(String[] first, String... more) {
    return Stream.concat(Stream.of(first), Stream.of(more)).toArray(String[]::new);
  }
}
