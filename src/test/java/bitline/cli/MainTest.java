package bitline.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import bitline.base.Problem;
import bitline.report.Table;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

class MainTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final Output output = new Output(new PrintWriter(out), new PrintWriter(err));

  /// A command as others write them: a needed option, an optional one, a model and a result.
  @Command(
      name = "probe",
      footer = {"", "Example:", "  bitline probe model.onnx --chip C"})
  private static final class Probe implements Callable<Integer> {
    @Parameters(paramLabel = "MODEL")
    private String model = "";

    @Option(names = "--chip", required = true)
    private String chip = "";

    @Option(names = "--adc-bits")
    private int adcBits;

    @Mixin private final JsonOption json = new JsonOption();

    private final Output output;
    private final RuntimeException failure;

    Probe(Output output, RuntimeException failure) {
      this.output = output;
      this.failure = failure;
    }

    @Override
    public Integer call() {
      if (failure != null) {
        throw failure;
      }
      Table table =
          new Table(
              List.of(Table.text("model"), Table.number("bits")),
              List.of(List.of(model, Integer.toString(adcBits))));
      output.answer(json, Map.of("model", model, "bits", adcBits), () -> output.table(table));
      return adcBits > 0 ? Main.DONE : Main.NO;
    }
  }

  private int run(String... arguments) {
    return Main.run(arguments, new PrintWriter(out, true), new PrintWriter(err, true));
  }

  private int probe(RuntimeException failure, String... arguments) {
    CommandLine line = Commands.line(output, List.of(new Probe(output, failure)));
    return Main.run(line, output, arguments);
  }

  @Test
  void whatWasNotUnderstoodComesBeforeWhatIsMissing() {
    assertThat(probe(null, "probe", "--adc-bitz", "3")).isEqualTo(2);
    assertThat(err.toString())
        .isEqualTo("bitline probe: unknown option '--adc-bitz'; did you mean '--adc-bits'?\n");
  }

  @Test
  void whatIsMissingIsNamed() {
    assertThat(probe(null, "probe", "m.onnx")).isEqualTo(2);
    assertThat(err.toString())
        .isEqualTo("bitline probe: missing required option: '--chip=<chip>'\n");
  }

  @Test
  void aModelThatJsonTookIsNamed() {
    assertThat(probe(null, "probe", "--chip", "c", "--json", "m.onnx")).isEqualTo(2);
    assertThat(err.toString())
        .isEqualTo(
            "bitline probe: missing required parameter: 'MODEL'; 'm.onnx' was read as the file of"
                + " --json: put --json last\n");
  }

  @Test
  void aValueOfTheWrongKindIsNamed() {
    assertThat(probe(null, "probe", "m.onnx", "--chip", "c", "--adc-bits", "many")).isEqualTo(2);
    assertThat(err.toString())
        .startsWith("bitline probe: invalid value for option '--adc-bits'")
        .contains("'many' is not a whole number")
        .hasLineCount(1);
  }

  @Test
  void aMistypedCommandGetsAHint() {
    assertThat(probe(null, "prob", "m.onnx", "--chip", "c")).isEqualTo(2);
    assertThat(err.toString())
        .isEqualTo("bitline: unknown command 'prob'; did you mean 'probe'?\n");
  }

  @Test
  void exitCodesSayHowItEnded() {
    assertThat(probe(null, "probe", "m.onnx", "--chip", "c", "--adc-bits", "5")).isEqualTo(0);
    assertThat(probe(null, "probe", "m.onnx", "--chip", "c")).isEqualTo(1);
    assertThat(probe(new Problem("m.onnx: is cut"), "probe", "m", "--chip", "c")).isEqualTo(2);
    assertThat(err.toString()).isEqualTo("m.onnx: is cut\n");
  }

  @Test
  void aMissingFileIsTheUsersError() {
    var missing = new UncheckedIOException(new NoSuchFileException("m.onnx"));
    assertThat(probe(missing, "probe", "m", "--chip", "c")).isEqualTo(2);
    assertThat(err.toString()).isEqualTo("m.onnx: no such file or folder\n");
  }

  @Test
  void aBugOfOursAsksForAReportAndHidesItsTraceUnlessAskedFor() {
    var bug = new IllegalStateException("layer 3 has no array");
    assertThat(probe(bug, "probe", "m", "--chip", "c")).isEqualTo(3);
    assertThat(err.toString())
        .contains("layer 3 has no array")
        .contains("please report")
        .hasLineCount(1);
    assertThat(probe(bug, "probe", "m", "--chip", "c", "--debug")).isEqualTo(3);
    assertThat(err.toString()).contains("at bitline.cli.MainTest");
  }

  @Test
  void jsonTakesThePlaceOfTheText() {
    assertThat(probe(null, "probe", "m.onnx", "--chip", "c", "--adc-bits", "5", "--json"))
        .isEqualTo(0);
    assertThat(out.toString()).isEqualTo("{\n  \"bits\": 5,\n  \"model\": \"m.onnx\"\n}\n");
  }

  @Test
  void jsonGoesToAFileBesideTheText(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("result.json");
    String[] arguments = {
      "probe", "m.onnx", "--chip", "c", "--adc-bits", "5", "--json", file.toString()
    };
    assertThat(probe(null, arguments)).isEqualTo(0);
    assertThat(Files.readString(file)).contains("\"bits\": 5");
    assertThat(out.toString()).isEqualTo("model   bits\nm.onnx     5\n");
    try (var files = Files.list(folder)) {
      assertThat(files).containsExactly(file);
    }
  }

  @Test
  void jsonNeverWritesOverAModel(@TempDir Path folder) throws IOException {
    Path model = Files.writeString(folder.resolve("m.onnx"), "weights");
    assertThat(probe(null, "probe", "--chip", "c", "m.onnx", "--json", model.toString()))
        .isEqualTo(2);
    assertThat(Files.readString(model)).isEqualTo("weights");
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void nothingWritesOverWhatWasNotMeant(@TempDir Path folder) throws IOException {
    Path model = folder.resolve("signs.onnx");
    Files.copy(Path.of("models/signs_bitline.onnx"), model);
    byte[] before = Files.readAllBytes(model);
    String name = model.toString();
    String signs = "examples/signs";
    String[] chip = {"--chip", "houmo_h30_2023"};
    assertThat(run("run", name, chip[0], chip[1], "--input", signs, "--report", name)).isEqualTo(2);
    assertThat(err.toString())
        .isEqualTo("--report writes only files that end in .html, not '" + name + "'\n");
    err.getBuffer().setLength(0);
    assertThat(run("quantize", name, "--calibrate", signs, "--out", name)).isEqualTo(2);
    assertThat(err.toString())
        .isEqualTo(name + ": is the network itself; name another file with --out\n");
    err.getBuffer().setLength(0);
    assertThat(run("quantize", name, "--calibrate", signs, "--out", signs + "/labels.csv"))
        .isEqualTo(2);
    assertThat(err.toString())
        .isEqualTo("--out writes only files that end in .onnx, not 'examples/signs/labels.csv'\n");
    err.getBuffer().setLength(0);
    assertThat(run("demo", "--out", name)).isEqualTo(2);
    assertThat(err.toString())
        .isEqualTo("--out " + name + ": a file is there, and reports need a folder\n");
    assertThat(Files.readAllBytes(model)).isEqualTo(before);
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void optionsThatWouldDoNothingOrMeanNothingAreRefused(@TempDir Path folder) {
    assertThat(run("verify", "--data", folder.toString(), "--threads", "-1")).isEqualTo(2);
    assertThat(err.toString()).isEqualTo("--threads -1 is below 0\n");
    err.getBuffer().setLength(0);
    String[] map = {"map", "models/signs_bitline.onnx", "--chip", "wan_nature_2022"};
    assertThat(run(map[0], map[1], map[2], map[3], "--percentile", "0.99")).isEqualTo(2);
    assertThat(err.toString())
        .isEqualTo("--percentile 0.99 is for --calibration percentile, not min-max\n");
  }

  @Test
  void anOptionForConvertersIsRefusedWhereThereAreNone() {
    String[] run = {"run", "models/signs_bitline.onnx", "--input", "examples/signs", "--chip"};
    for (String[] option :
        List.of(arguments("--adc-bits", "5"), arguments("--adc-range", "maximum"))) {
      err.getBuffer().setLength(0);
      assertThat(run(arguments(run, "houmo_h30_2023", option[0], option[1]))).isEqualTo(2);
      assertThat(err.toString())
          .isEqualTo(
              option[0]
                  + " "
                  + option[1]
                  + ": houmo_h30_2023 has no ADC, its sums are digital and exact\n");
    }
  }

  @Test
  void aWayToChooseRangesThatIsNone() {
    String[] run = {"run", "models/signs_bitline.onnx", "--input", "examples/signs", "--chip"};
    assertThat(run(arguments(run, "wan_nature_2022", "--adc-range", "csnrr"))).isEqualTo(2);
    assertThat(err.toString())
        .isEqualTo(
            "--adc-range 'csnrr' is none of calibrated, maximum, percentile, least_error, csnr;"
                + " did you mean 'csnr'?\n");
  }

  @Test
  void widthsAreNotChangedOfWhatIsQuantisedAlready(@TempDir Path folder) {
    String file = folder.resolve("q.onnx").toString();
    String[] quantize = {"quantize", "models/signs_bitline.onnx", "--calibrate", "examples/signs"};
    assertThat(run(arguments(quantize, "--pictures", "1", "--out", file))).isEqualTo(0);
    assertThat(out.toString()).endsWith("calibrated on 1 picture\n");
    assertThat(err.toString())
        .isEqualTo(
            "to run it: --preprocess models/signs_bitline.yaml, or copy that to "
                + folder.resolve("q.yaml")
                + "\n");
    String[] map = {"map", file, "--chip", "houmo_h30_2023"};
    assertThat(run(map)).isEqualTo(0);
    err.getBuffer().setLength(0);
    assertThat(run(arguments(map, "--weight-bits", "8"))).isEqualTo(2);
    assertThat(err.toString())
        .startsWith("--weight-bits would do nothing: " + file + " is quantised already");
  }

  /// Whether a page is written changes neither the text nor the figures.
  @Test
  void everyInputHasItsAnswerInJson(@TempDir Path folder) throws IOException {
    String[] run = {
      "run",
      "models/signs_bitline.onnx",
      "--chip",
      "houmo_h30_2023",
      "--input",
      "examples/signs",
      "--limit",
      "30",
      "--json"
    };
    Path plain = folder.resolve("plain.json");
    Path besidePage = folder.resolve("page.json");
    assertThat(run(arguments(run, plain.toString()))).isEqualTo(0);
    assertThat(out.toString())
        .startsWith("signs_bitline on houmo_h30_2023, 30 inputs\n")
        .contains("The chip gives the same class as float for 100.0 %");
    String page = folder.resolve("page.html").toString();
    assertThat(run(arguments(run, besidePage.toString(), "--report", page))).isEqualTo(0);
    String answers = answers(plain);
    assertThat(answers.split("\"name\"", -1)).hasSize(31);
    assertThat(answers(besidePage)).isEqualTo(answers);
  }

  private static String answers(Path json) throws IOException {
    String all = Files.readString(json);
    int at = all.indexOf("\"answers\"");
    return all.substring(at, all.indexOf("]", at));
  }

  private static String[] arguments(String... all) {
    return all;
  }

  private static String[] arguments(String[] first, String... more) {
    return Stream.concat(Stream.of(first), Stream.of(more)).toArray(String[]::new);
  }

  @Test
  void effectsThatTheChipDoesNotTellOfAreRefused() {
    String[] signs = {"run", "models/signs_bitline.onnx", "--input", "examples/signs", "--chip"};
    String chip = "wan_nature_2022";
    assertThat(run(with(signs, chip, "--effects", "converters"))).isEqualTo(2);
    assertThat(err.toString())
        .isEqualTo(
            "--effects converters: the description of wan_nature_2022 and its cell tells of"
                + " programming, drift, read_noise, thermal\n");
    err.getBuffer().setLength(0);
    assertThat(run(with(signs, chip, "--chip-number", "5"))).isEqualTo(2);
    assertThat(err.toString())
        .isEqualTo(
            "--chip-number 5 would do nothing on the ideal chip; name effects with --effects\n");
    err.getBuffer().setLength(0);
    assertThat(run(with(signs, chip, "--age", "1e400s"))).isEqualTo(2);
    assertThat(err.toString()).isEqualTo("--age 1e400s is longer than 30,000 years\n");
    err.getBuffer().setLength(0);
    assertThat(run(with(signs, "houmo_h30_2023", "--age", "1d"))).isEqualTo(2);
    assertThat(err.toString()).startsWith("--age: houmo_h30_2023 is digital");
  }

  private static String[] with(String[] before, String... more) {
    String[] all = Arrays.copyOf(before, before.length + more.length);
    System.arraycopy(more, 0, all, before.length, more.length);
    return all;
  }

  @Test
  void aFileThatCannotBeWrittenIsOneLine(@TempDir Path folder) {
    Path file = folder.resolve("none").resolve("r.json");
    assertThatThrownBy(() -> Output.write(file, new byte[1]))
        .isInstanceOf(Problem.class)
        .hasMessage(file + ": there is no folder " + file.getParent() + " that can be written to");
  }

  @Test
  void aFullDiskIsToldAndAReaderThatLeftIsNot() {
    for (String said : List.of("No space left on device", "Broken pipe")) {
      Sink sink =
          new Sink(
              new OutputStream() {
                @Override
                public void write(int octet) throws IOException {
                  throw new IOException(said);
                }
              });
      PrintWriter writer = new PrintWriter(sink);
      writer.print("answer");
      writer.flush();
      assertThat(sink.lost()).isEqualTo(said.startsWith("No") ? said : null);
    }
  }

  @Test
  void namesOutOfFilesCannotSteerTheTerminal() {
    output.line("a \u001b[31mred\r\u009b2J\tname");
    assertThat(out.toString()).isEqualTo("a \uFFFD[31mred\uFFFD\uFFFD2J\tname\n");
    assertThat(probe(new Problem("node 'a\nb\u0007': no"), "probe", "m.onnx", "--chip", "c"))
        .isEqualTo(2);
    assertThat(err.toString()).isEqualTo("node 'a b ': no\n");
  }

  @Test
  void everyCommandsHelpEndsWithAnExample() {
    CommandLine line = Commands.line(output);
    assertThat(line.getSubcommands()).isNotEmpty();
    line.getSubcommands()
        .forEach((name, command) -> {
          List<String> help = command.getUsageMessage(CommandLine.Help.Ansi.OFF).lines().toList();
          List<String> example =
              help.stream().dropWhile(text -> !text.startsWith("Example")).skip(1).toList();
          assertThat(example).as(name).isNotEmpty().allMatch(text -> text.startsWith("  "));
          assertThat(example)
              .as(name)
              .anyMatch(text -> text.contains("bitline " + command.getCommandName()));
          assertThat(help).as(name).allMatch(text -> text.length() <= 80);
          // A lone % is no format, and picocli says so on standard error.
          assertThat(command.getCommandSpec().usageMessage().footer())
              .as(name)
              .allMatch(text -> !String.format(text).isEmpty() || text.isEmpty());
          assertThat(command.getCommandSpec().usageMessage().description()).as(name).isNotEmpty();
          assertThat(command.getCommandSpec().userObject()).isInstanceOf(Callable.class);
        });
  }

  @Test
  void helpAndVersionAreAnswers() {
    assertThat(run("--help")).isEqualTo(0);
    assertThat(out.toString()).contains("completion");
    assertThat(run("completion", "--help")).isEqualTo(0);
    assertThat(run("--version")).isEqualTo(0);
    assertThat(out.toString()).contains("Java " + Runtime.version());
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void completionNamesEveryCommand() {
    assertThat(run("completion")).isEqualTo(0);
    assertThat(out.toString()).contains("complete ").contains("completion").contains("--debug");
  }

  @Test
  void nothingAskedIsNothingDone() {
    assertThat(run()).isEqualTo(2);
    assertThat(err.toString()).startsWith("Usage: bitline");
  }
}
