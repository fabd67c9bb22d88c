package bitline.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import bitline.base.Problem;
import bitline.task.Answer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class HtmlReportTest {
  @TempDir Path folder;

  static Stream<RunReport> samples() {
    return SampleRuns.all().values().stream();
  }

  @ParameterizedTest
  @MethodSource("samples")
  void thePageNeedsNothingElse(RunReport run) {
    String page = HtmlReport.page(run);
    PageChecks.needsNothingElse(page);
    assertThat(page).contains(run.network().name(), run.chip().name());
  }

  @ParameterizedTest
  @MethodSource("samples")
  void tagsAreBalanced(RunReport run) {
    PageChecks.tagsAreBalanced(HtmlReport.page(run));
  }

  @Test
  void textFromOutsideCannotBecomeMarkup() {
    RunReport sample = SampleRuns.classify();
    String evil = "<img src=x onerror=alert(1)>\"'&\u0000";
    RunReport run =
        new RunReport(
            new RunReport.Network(evil, "classify", List.of(new RunReport.Fact(evil, evil))),
            new RunReport.Chip(evil, List.of(new RunReport.Fact(evil, evil))),
            List.of(new RunReport.Fact(evil, evil)),
            sample.floatScore(),
            sample.chipScore(),
            1,
            1,
            List.of(
                new RunReport.Outcome(
                    evil,
                    0,
                    0,
                    null,
                    new Answer.Classes(List.of(new Answer.Ranked(0, 0.5))),
                    new Answer.Classes(List.of(new Answer.Ranked(7, 0.5))),
                    0,
                    0)),
            List.of(0),
            List.of(new RunReport.Layer(evil, evil, true, 1.0, 0.5, 0.5, 1, 1, 1, 0.1)),
            evil,
            List.of(new RunReport.Histogram(evil, 0, 1, List.of(1L), Double.NaN, Double.NaN)),
            List.of(new RunReport.Stage(evil, 1)),
            List.of(
                new RunReport.Evidence(
                    evil, evil, RunReport.Standing.ASSUMED, "javascript:alert(1)" + evil)),
            List.of(evil),
            List.of(evil),
            ChipSamples.of(evil, 1, List.of(0.5, 0.75), 0.6, true));
    String page = HtmlReport.page(run);
    assertThat(page)
        .doesNotContain("<img src=x", "href=\"javascript")
        .contains("&lt;img src=x onerror=alert(1)&gt;&quot;&#39;&amp;\uFFFD");
  }

  @Test
  void picturesInsideCanBeDecoded() throws IOException {
    Matcher data =
        Pattern.compile("data:image/(png|jpeg);base64,([^\"]+)")
            .matcher(HtmlReport.page(SampleRuns.detect()));
    assertThat(data.find()).isTrue();
    assertThat(data.group(1)).isEqualTo("jpeg");
    var image = ImageIO.read(new ByteArrayInputStream(Base64.getDecoder().decode(data.group(2))));
    assertThat(image.getWidth()).isEqualTo(480);
  }

  @Test
  void theSameRunIsTheSamePage() {
    assertThat(HtmlReport.page(SampleRuns.lanes())).isEqualTo(HtmlReport.page(SampleRuns.lanes()));
  }

  @Test
  void theFileIsThereWholeOrNotAtAll() throws IOException {
    Path file = folder.resolve("new/report.html");
    HtmlReport.write(SampleRuns.embed(), file);
    assertThat(Files.readString(file, StandardCharsets.UTF_8)).endsWith("</html>\n");
    HtmlReport.write(SampleRuns.segment(), file);
    assertThat(Files.readString(file, StandardCharsets.UTF_8)).contains("espnet_sample");
    try (Stream<Path> files = Files.list(file.getParent())) {
      assertThat(files).containsExactly(file);
    }
    assertThatThrownBy(() -> HtmlReport.write(SampleRuns.embed(), folder))
        .isInstanceOf(Problem.class)
        .hasMessageContaining("a folder, not a place for a report");
    Path blocked = Files.writeString(folder.resolve("file"), "x").resolve("report.html");
    assertThatThrownBy(() -> HtmlReport.write(SampleRuns.embed(), blocked))
        .isInstanceOf(Problem.class)
        .hasMessageContaining("cannot be written");
  }
}
