package bitline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

class DecodeTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  /// The text that llama2.c writes with these weights (the reference stored beside the model).
  private static final String REFERENCE =
      "Once upon a time, there was a little girl named Lily. She loved to play outside in the park."
          + " One day, she saw a big, red ball.";

  @Test
  void theReferenceTextIsWritten() {
    assertThat(run("decode", model(), "--prompt", "Once upon a time")).isZero();
    assertThat(out.toString()).startsWith(REFERENCE).contains("KV cache of 1.3 kB a token");
  }

  @Test
  void aChipWritesItTooAndTellsItsSpeed() {
    assertThat(
            run(
                "decode",
                model(),
                "--prompt",
                "Once upon a time",
                "--tokens",
                "24",
                "--chip",
                "houmo_h30_2023"))
        .isZero();
    assertThat(out.toString())
        .contains("on houmo_h30_2023, 8-bit weights: ")
        .contains("none, all stay")
        .contains("tokens a second");
  }

  @Test
  void aDescribedModelTellsItsRoofAndWhatWouldBeNeeded() {
    assertThat(run("decode", "qwen3_8b", "--chip", "houmo_m50_2025")).isZero();
    assertThat(out.toString())
        .contains("share of the roof")
        .contains("7.57 GB")
        .contains("25.00 a second is above the roof at 8 bits");
  }

  @Test
  void mistakesAreOneLine() {
    assertThat(run("decode", "qwen3_8b")).isEqualTo(2);
    assertThat(run("decode", "qwen3_8b", "--chip", "houmo_m50_2025", "--outside-time", "18"))
        .isEqualTo(2);
    assertThat(run("decode", "models/signs_bitline.onnx", "--prompt", "x")).isEqualTo(2);
    assertThat(run("decode", "qwen3_8b", "--chip", "houmo_m50_2025", "--tokens", "5")).isEqualTo(2);
    assertThat(run("decode", "models/signs_bitline.onnx", "--prompt", "x", "--context", "7"))
        .isEqualTo(2);
    assertThat(run("decode", "models/signs_bitline.onnx", "--prompt", "x", "--bits", "4"))
        .isEqualTo(2);
    assertThat(err.toString().lines())
        .containsExactly(
            "qwen3_8b is described without weights, so that only a chip's time can be told; add --chip",
            "--outside-time: '18' needs a unit, such as 10 ns",
            "no tokenizer (tok*.bin) beside models/signs_bitline.onnx; name one with --tokenizer",
            "--tokens would do nothing: qwen3_8b has no weights to write with; leave it out",
            "--context would do nothing: it is for a described model, such as qwen3_8b; leave it out",
            "--bits would do nothing: there is no --chip; leave it out");
    assertThat(run("decode", "qwen3_8b", "--chip", "wan_nature_2022")).isEqualTo(1);
    assertThat(out.toString()).startsWith("Infeasible: ");
  }

  private int run(String... arguments) {
    return Main.run(arguments, new PrintWriter(out, true), new PrintWriter(err, true));
  }

  private static String model() {
    Path model =
        Path.of(System.getProperty("bitline.data", "../shared"))
            .resolve("models/tinyllama_stories260k_t64/model.onnx");
    Assumptions.assumeTrue(Files.isRegularFile(model), "skipped: no " + model);
    return model.toString();
  }
}
