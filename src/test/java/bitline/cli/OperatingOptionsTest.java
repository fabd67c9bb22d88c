package bitline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What --temperature and --supply cannot mean is refused in a line, before anything is run.
class OperatingOptionsTest {
  private static String refused(String chip, String... more) {
    String[] run = {
      "run", "models/signs_bitline.onnx", "--input", "examples/signs", "--chip", chip
    };
    StringWriter err = new StringWriter();
    String[] all = Stream.of(run, more).flatMap(Stream::of).toArray(String[]::new);
    int code = Main.run(all, new PrintWriter(new StringWriter()), new PrintWriter(err, true));
    assertThat(code).isEqualTo(2);
    assertThat(err.toString()).hasLineCount(1);
    return err.toString().strip();
  }

  @Test
  void temperatures() {
    String chip = "wan_nature_2022";
    assertThat(refused(chip, "--age", "1d", "--temperature", "-300C"))
        .isEqualTo("--temperature -300C is not above absolute zero, −273.15C");
    assertThat(refused(chip, "--age", "1d", "--temperature", "0K")).contains("absolute zero");
    assertThat(refused(chip, "--age", "1d", "--temperature", "900K")).contains("hotter than");
    assertThat(refused(chip, "--age", "1d", "--temperature", "85"))
        .isEqualTo("--temperature '85' is no temperature; write 85C or 358K");
    assertThat(refused("generic_pcm", "--temperature", "85C")).contains("would do nothing");
    assertThat(refused("hermes64_natel_2023", "--age", "1d", "--temperature", "85C"))
        .contains("pcm_8t4r_hermes gives no activation energy");
  }

  @Test
  void supplies() {
    assertThat(refused("wan_nature_2022", "--supply", "0.5V"))
        .contains("rram_1t1r_neurram says nothing of a low supply");
    assertThat(refused("houmo_h30_2023", "--supply", "0V")).contains("not between 0 and 100V");
    assertThat(refused("houmo_h30_2023", "--supply", "1")).contains("needs a unit");
    assertThat(refused("houmo_h30_2023", "--effects", "bit_flips")).contains("add --supply");
    assertThat(refused("houmo_h30_2023", "--supply", "0.6V", "--effects", "drift"))
        .endsWith("and its cell tells of bit_flips");
    assertThat(refused("houmo_h30_2023", "--supply", "0.6V", "--age", "1d"))
        .isEqualTo("--age 1d would do nothing: houmo_h30_2023 is digital");
    assertThat(refused("houmo_h30_2023", "--supply", "0.6V", "--effects", "none"))
        .contains("would do nothing with --effects none");
  }

  @Test
  void ages() {
    assertThat(refused("generic_analog", "--age", "1d"))
        .isEqualTo(
            "--age 1d would do nothing: cells of generic_analog do not change with time, as far as"
                + " their description tells");
  }

  /// A digital chip has no converters to blame; its bits flip, at the head alone too.
  @Test
  void digitalChipsAreBlamedForTheirBits() {
    String[] blame = {
      "blame",
      "models/signs_bitline.onnx",
      "--chip",
      "houmo_h30_2023",
      "--input",
      "examples/signs",
      "--limit",
      "1",
      "--supply",
      "0.46V"
    };
    StringWriter out = new StringWriter();
    int code =
        Main.run(blame, new PrintWriter(out, true), new PrintWriter(new StringWriter(), true));
    assertThat(code).isZero();
    assertThat(out.toString())
        .contains("ideal cells", "bit flips", "/head/Gemm")
        .doesNotContain("converters and", "drift compensation");
  }
}
